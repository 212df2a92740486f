-- PostgreSQL prepares every table of a statement, even one that it does not read. For one conversation this was a seventh
-- of the work of the database, for the reactions to its last message alone.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- The reactions to one message, as `reactionsTo` of the relay makes them for a page. The relay calls it only for a message
-- that has some. `gone` are the departing accounts, whose reactions are not shown.
create function private.reactions_to(message uuid, gone uuid[], reader uuid, listed integer)
returns json
language plpgsql
stable
parallel safe
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
begin
  return (
    select coalesce(json_agg(used.entry order by used.since), '[]')
    from (
      select min(r.created_at) as since, json_strip_nulls(json_build_object(
        'emoji', max(r.emoji collate "C"),
        'user_ids', to_json((array_agg(r.user_id order by r.created_at))[1:listed]),
        'more', nullif(greatest(count(*) - listed, 0), 0),
        'mine', case when count(*) > listed then bool_or(r.user_id = reader) end
      )) as entry
      from (
        select r.user_id, translate(r.emoji, U&'\200B\200C\200D\2060\FE0E\FE0F\FEFF', '') as key,
          max(r.emoji collate "C") as emoji, min(r.created_at) as created_at
        from public.message_reactions r
        where r.message_id = message and r.user_id <> all(gone)
        group by r.user_id, key
      ) r
      group by r.key
    ) used
  );
end;
$$;
revoke execute on function private.reactions_to(uuid, uuid[], uuid, integer) from public, anon, authenticated;
grant execute on function private.reactions_to(uuid, uuid[], uuid, integer) to service_role;

-- How many living answers the thread of a root has, and when the newest came. Null when all answers have ended. The relay
-- calls it only for a root.
create function private.thread_of(root uuid, answers bigint, last_at timestamptz)
returns json
language plpgsql
stable
parallel safe
set search_path = ''
as $$
declare
  living bigint := answers - private.ended_answers(root);
begin
  return case when living > 0 then json_build_object(
    'count', living, 'last_at', to_char(last_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  ) end;
end;
$$;
revoke execute on function private.thread_of(uuid, bigint, timestamptz) from public, anon, authenticated;
grant execute on function private.thread_of(uuid, bigint, timestamptz) to service_role;

update private.installation set migration = '20261127206000';
