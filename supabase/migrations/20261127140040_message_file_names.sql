-- The search finds files by their names. A name is part of what a message says, so it goes with the message.
set lock_timeout = '5s';
set statement_timeout = '5min';

select private.require_built_indexes();

-- What the search reads of a message with files.
create function private.body_and_file_names(message uuid, body text)
returns text
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return concat_ws(' ', body, (
    select string_agg(u.name, ' ' order by u.position) from private.uploads u where u.message_id = message
  ));
end;
$$;
revoke execute on function private.body_and_file_names(uuid, text) from public, anon, authenticated;
grant execute on function private.body_and_file_names(uuid, text) to service_role;

-- Only the names of files are new in the function. The rest is as before.
create or replace function private.index_next_messages(most int)
returns table (indexed int, lag_seconds double precision)
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  oldest timestamptz := (select q.queued_at from private.search_queue q order by q.id limit 1);
  taken uuid[];
begin
  indexed := 0;
  lag_seconds := coalesce(greatest(extract(epoch from clock_timestamp() - oldest), 0), 0);
  if oldest is null or not pg_try_advisory_xact_lock(hashtextextended('parley search', 0)) then
    return next;
    return;
  end if;
  -- Each statement sees what was committed before it. So a message is read at least as new as its place in the queue.
  with gone as (
    delete from private.search_queue q
    where q.id = any (array(select next.id from private.search_queue next order by next.id limit most))
    returning q.message_id
  )
  select array_agg(distinct gone.message_id), count(*) into taken, indexed from gone;
  delete from private.search_entries e where e.id = any (taken);
  insert into private.search_entries
  select message.id, message.conversation_id, message.sender_id, message.seq, message.created_at, message.terms
  from (
    select m.*, private.message_terms(
        case when m.file_count = 0 then m.body else private.body_and_file_names(m.id, m.body) end, m.created_at
      ) as terms
    from public.messages m
    where m.id = any (taken) and m.kind = 'text' and m.deleted_at is null
    offset 0
  ) message
  where message.terms is not null;
  -- The index collects new entries in a list. Sorting a whole batch in costs half of what each message alone would. The
  -- list must be empty again at once, because each of a search's many looks into the index reads it through.
  perform pg_catalog.gin_clean_pending_list('private.search_entries_terms_idx'::pg_catalog.regclass);
  return next;
end;
$$;

update private.installation set migration = '20261127140040';
