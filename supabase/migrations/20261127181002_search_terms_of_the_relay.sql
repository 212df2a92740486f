-- The two halves of indexing. Between them the relay cuts the texts into terms.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Takes the oldest messages of the queue and their entries. Returns how many were taken, and the texts of those that are
-- to be indexed. One node does it at a time, and all is one transaction with `write_search_entries`: a node that is killed
-- loses nothing. A relay that makes older terms than another one takes nothing.
create function private.take_search_queue(version int, most int)
returns table (taken int, messages jsonb)
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  ids uuid[];
begin
  taken := 0;
  messages := '[]';
  if exists (select from private.search_reindexing r where r.terms_version > version)
    or not pg_try_advisory_xact_lock(hashtextextended('parley search', 0)) then
    return next;
    return;
  end if;
  -- Each statement sees what was committed before it. So a message is read at least as new as its place in the queue.
  with gone as (
    delete from private.search_queue q
    where q.id = any (array(select waiting.id from private.search_queue waiting order by waiting.id limit most))
    returning q.message_id
  )
  select array_agg(distinct gone.message_id), count(*) into ids, taken from gone;
  delete from private.search_entries e where e.id = any (ids);
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'body', m.body, 'edited_at', m.edited_at::text,
    'file_names', case when m.file_count > 0 then (
      select string_agg(u.name, ' ' order by u.position) from private.uploads u where u.message_id = m.id
    ) end,
    'file_kinds', case when m.file_count > 0 then (
      select jsonb_agg(u.kind) from private.uploads u where u.message_id = m.id
    ) end)), '[]') into messages
  from public.messages m
  where m.id = any (ids) and m.kind = 'text' and m.deleted_at is null
    and not private.is_of_dark_room(m.conversation_id);
  return next;
end;
$$;
revoke execute on function private.take_search_queue(int, int) from public, anon, authenticated;
grant execute on function private.take_search_queue(int, int) to service_role;

-- Writes the terms of messages that were taken from the queue; `terms` holds those of a message with spaces between them.
-- A message that was edited since stands in the queue again.
create function private.write_search_entries(version int, ids uuid[], edited text[], terms text[])
returns void
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
begin
  insert into private.search_entries
    (id, conversation_id, sender_id, seq, created_at, terms, terms_version, edited_at)
  select m.id, m.conversation_id, m.sender_id, m.seq, m.created_at,
    array_to_tsvector(string_to_array(week.sign || replace(made.terms, ' ', ' ' || week.sign), ' ')),
    version, m.edited_at
  from unnest(ids, edited, terms) made (id, edited_at, terms)
  join public.messages m on m.id = made.id
  cross join lateral (select private.message_week(m.created_at) || '.' as sign) week
  where m.edited_at is not distinct from made.edited_at::timestamptz and m.deleted_at is null;
  -- The index collects new entries in a list. Sorting a whole batch in costs half of what each message alone would. The
  -- list must be empty again at once, because each of a search's many looks into the index reads it through.
  perform pg_catalog.gin_clean_pending_list('private.search_entries_terms_idx'::pg_catalog.regclass);
end;
$$;
revoke execute on function private.write_search_entries(int, uuid[], text[], text[]) from public, anon, authenticated;
grant execute on function private.write_search_entries(int, uuid[], text[], text[]) to service_role;

update private.installation set migration = '20261127181002';
