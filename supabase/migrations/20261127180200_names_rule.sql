-- A name is one line and has only signs that show something. It never turns the direction of the text around it.
-- `shownName` in wire/primitives.ts has the same rules. A username ends with a letter or a digit: a full stop after it
-- belongs to the sentence.
set lock_timeout = '5s';
set statement_timeout = '5min';

create or replace function private.as_display_name(value text)
returns text
language sql
immutable
set search_path = ''
as $$
  -- Joiners and selectors are left, because emoji and some scripts need them. Alone they show nothing.
  select case when regexp_replace(named.shown, '[\u034f\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f]+', '', 'g')
    <> '' then named.shown end
  from (
    select btrim(left(btrim(regexp_replace(
      regexp_replace(value, '[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f'
        || '\u3164\ufeff\uffa0\ufff9-\ufffb]', '', 'g'),
      '[[:cntrl:][:space:]\u2028\u2029\u2800]+', ' ', 'g'
    )), 80)) as shown
  ) named
$$;

-- What an account calls itself. The end of the stem is new. The rest of the function is as before.
create or replace function private.names_given(address text, metadata jsonb, out stem text, out shown text)
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
  ),
  ended as (
    select regexp_replace(stems.stem, '[_.-]+$', '') as stem, stems.shown from stems
  )
  select case when char_length(ended.stem) >= 2 then ended.stem end, ended.shown from ended
$$;

-- Usernames that end otherwise stay, and their owners can keep them. No new one comes.
create function private.refuse_username()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise check_violation using
    message = 'A username ends with a letter or a digit.', constraint = 'profiles_username_end', table = 'profiles';
end;
$$;
revoke execute on function private.refuse_username() from public, anon, authenticated;

create trigger parley_username_inserted
  before insert on public.profiles
  for each row
  when (new.username ~ '[_.-]$')
  execute function private.refuse_username();

create trigger parley_username_changed
  before update of username on public.profiles
  for each row
  when (new.username ~ '[_.-]$' and new.username is distinct from old.username)
  execute function private.refuse_username();

update private.installation set migration = '20261127180200';
