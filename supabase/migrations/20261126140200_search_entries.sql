-- The place of the terms, beside the messages: an update of a message does not rewrite them. Existing messages are read
-- without a lock; what changes meanwhile stands in the queue.
set lock_timeout = '5s';
set statement_timeout = 0;

create table private.search_entries (
  -- The id of the message.
  id uuid primary key,
  conversation_id uuid not null,
  sender_id uuid,
  seq bigint not null,
  created_at timestamptz not null,
  terms tsvector not null
);
comment on table private.search_entries is
  'The terms of messages as they were a moment ago. The search checks each match against the message itself.';

alter table private.search_entries enable row level security;

revoke all on private.search_entries from public, anon, authenticated, service_role;
grant select, insert, delete on private.search_entries to service_role;

create policy "service role has full access" on private.search_entries
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.search_entries
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

insert into private.search_entries
select id, conversation_id, sender_id, seq, created_at, terms
from (
  select m.*, private.message_terms(m.body, m.created_at) as terms
  from public.messages m where m.kind = 'text' and m.deleted_at is null
  offset 0
) message
where terms is not null;

-- The table is new, so building its indexes keeps nobody waiting.
-- The sender is in it for searches of what one person wrote: otherwise the entries of everybody with these terms would
-- be read.
create index search_entries_terms_idx on private.search_entries using gin (conversation_id, sender_id, terms);
-- For people with few messages: their entries are found by this one, and both indexes are intersected. The index of the
-- terms alone would be asked for each conversation and each term.
create index search_entries_conversation_idx on private.search_entries (conversation_id);

-- Makes the entries of the next `most` messages of the queue what the messages are now. One node does it at a time.
-- All is one transaction, so a node that is killed loses nothing. `lag_seconds` is the age of the oldest that waits.
create function private.index_next_messages(most int)
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
    select m.*, private.message_terms(m.body, m.created_at) as terms
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
revoke execute on function private.index_next_messages(int) from public, anon, authenticated;
grant execute on function private.index_next_messages(int) to service_role;

update private.installation set migration = '20261126140200';
