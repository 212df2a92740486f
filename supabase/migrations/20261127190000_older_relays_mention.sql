-- While an installation is updated, relays of the version before write into this schema. They ask for mentions by names
-- with spaces between them, and their edits call private.participants_named.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- What an older relay asks, as a newer one would ask it: each name is a place of its own.
create function private.places_of_names(names text)
returns jsonb
language sql
immutable
strict
set search_path = ''
as $$
  select jsonb_build_object('ids', '{}'::jsonb, 'places', coalesce(jsonb_agg(jsonb_build_array(name)), '[]'))
  from unnest(string_to_array(names, ' ')) named (name)
$$;
revoke execute on function private.places_of_names(text) from public, anon, authenticated;
grant execute on function private.places_of_names(text) to service_role;

create or replace function private.mentions_in(asked text, conversation uuid, out ids uuid[], out names text[])
language plpgsql
stable
strict
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  question jsonb := case when asked like '{%' then asked::jsonb else private.places_of_names(asked) end;
  chosen jsonb := question -> 'ids';
begin
  select coalesce(array_agg(one.id order by one.id, one.name), '{}'),
    coalesce(array_agg(one.name order by one.id, one.name), '{}')
  into ids, names
  from (
    select distinct found.id, found.name
    from jsonb_array_elements(question -> 'places') place (options)
    cross join lateral (
      select named.id, option.name
      from jsonb_array_elements_text(place.options) with ordinality option (name, n)
      cross join lateral (
        select case when chosen ? option.name
          then (select p.id from public.profiles p where p.id = (chosen ->> option.name)::uuid limit 1)
          else (select p.id from public.profiles p where p.username = option.name limit 1)
        end as id
      ) named
      where (
        select p.left_at is null from public.conversation_participants p
        where p.conversation_id = conversation and p.user_id = named.id
      )
      order by option.n
      limit 1
    ) found
  ) one;
end;
$$;

-- The next change here can drop it.
create function private.participants_named(names text, conversation uuid)
returns uuid[]
language sql
stable
set search_path = ''
as $$
  select array(
    select distinct found.id
    from private.mentions_in(nullif(names, ''), conversation) one
    cross join unnest(one.ids) found (id)
    order by 1
  )
$$;
revoke execute on function private.participants_named(text, uuid) from public, anon, authenticated;
grant execute on function private.participants_named(text, uuid) to service_role;

-- An older relay changes mentions and knows no names. Names of the text before would then name the wrong people.
-- Without names the page reads the present usernames.
drop trigger parley_mention_names_forgotten on public.messages;
create trigger parley_mention_names_forgotten
  before update of mentions on public.messages
  for each row
  when (new.mention_names <> '{}' and (
    new.mentions = '{}' or (new.mentions <> old.mentions and new.mention_names = old.mention_names)
  ))
  execute function private.forget_mention_names();

update private.installation set migration = '20261127190000';
