-- Names come from what a person typed, or from what a provider says of them. The local part of an address gives away half
-- of the address, so no name is made of it. An account without a name gets a neutral one.
set lock_timeout = '5s';
set statement_timeout = '30min';

-- A name shows something, and does not turn the direction of the text around it. `shownName` in wire/primitives.ts has
-- the same rules. The second list are the signs that show nothing.
create or replace function private.as_display_name(value text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case when regexp_replace(named.shown, '[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f'
    || '\u2028-\u202f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]+', '', 'g') <> '' then named.shown end
  from (
    select left(btrim(regexp_replace(
      regexp_replace(value, '[\u202a-\u202e\u2066-\u2069]', '', 'g'), '[[:cntrl:][:space:]]+', ' ', 'g'
    )), 80) as shown
  ) named
$$;

-- What an account calls itself. stem: the beginning of its username. shown: its display name. Null where there is none.
-- A provider that knows no name sends the address, or its local part, as the name.
create function private.names_given(address text, metadata jsonb, out stem text, out shown text)
language sql
immutable
set search_path = ''
as $$
  with names as (
    select nullif(metadata ->> 'username', '') as username,
      coalesce(private.as_display_name(metadata ->> 'display_name'), (
        select private.as_display_name(said)
        from unnest(array[metadata ->> 'full_name', metadata ->> 'name']) with ordinality provider (said, place)
        where private.as_display_name(said) is not null and position('@' in said) = 0
          and lower(btrim(said)) <> lower(split_part(coalesce(address, ''), '@', 1))
        order by place limit 1
      )) as shown
  ),
  stems as (
    select left(regexp_replace(regexp_replace(lower(
      coalesce(names.username, case when position('@' in names.shown) = 0 then replace(names.shown, ' ', '-') end)
    ), '[^a-z0-9_.-]', '', 'g'), '^[^a-z0-9]+', ''), 22) as stem, names.shown
    from names
  )
  select case when char_length(stems.stem) >= 2 then stems.stem end, stems.shown from stems
$$;
revoke execute on function private.names_given(text, jsonb) from public, anon, authenticated;

create or replace function private.ensure_profile(account uuid, address text, metadata jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  given record := private.names_given(address, metadata);
  mark text;
begin
  for attempt in 1..8 loop
    mark := substr(replace(gen_random_uuid()::text, '-', ''), 1, 8);
    insert into public.profiles (id, username, display_name)
    values (
      account,
      case when given.stem is null then 'person-' || mark
        when attempt = 1 then given.stem
        else given.stem || '-' || left(mark, 6) end,
      coalesce(given.shown, 'Person ' || mark)
    )
    on conflict do nothing;
    if exists (select 1 from public.profiles where id = account) then
      return;
    end if;
  end loop;
end;
$$;

-- Profiles whose names were made of the address, and which nobody has changed since. A changed profile stays: its person
-- has seen the name and kept it.
with derived as (
  select p.id, given.stem, given.shown,
    substr(replace(gen_random_uuid()::text, '-', ''), 1, 12) as mark,
    nullif(u.raw_user_meta_data ->> 'username', '') is null
      and (p.username = old.stem or left(p.username, -6) = old.stem || '-') as has_username,
    private.as_display_name(u.raw_user_meta_data ->> 'display_name') is null
      and given.shown is distinct from p.display_name as has_name
  from public.profiles p
  join auth.users u on u.id = p.id
  cross join lateral private.names_given(u.email, u.raw_user_meta_data) given
  cross join lateral (
    select left(regexp_replace(regexp_replace(
      lower(split_part(u.email, '@', 1)), '[^a-z0-9_.-]', '', 'g'), '^[^a-z0-9]+', ''), 22) as stem
  ) old
  where p.changed_at = p.created_at and u.email is not null and char_length(old.stem) >= 2
)
update public.profiles p set
  username = case when not d.has_username then p.username
    when d.stem is null then 'person-' || d.mark
    else left(d.stem, 20) || '-' || left(d.mark, 8) end,
  display_name = case when d.has_name then coalesce(d.shown, 'Person ' || left(d.mark, 8)) else p.display_name end
from derived d
where d.id = p.id and (d.has_username or d.has_name);

update private.installation set migration = '20261126181000';
