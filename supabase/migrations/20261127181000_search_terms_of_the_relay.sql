-- The relay cuts texts into terms, so that the search works the same for every script and every locale of a database.
-- Entries of old relays have version 1 until the relay has made them anew. A search finds both.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table private.search_entries
  add column terms_version smallint not null default 1,
  -- Of the message that the terms are of. The search does not find an edited message by its old text.
  add column edited_at timestamptz;

create table private.search_reindexing (
  only_row boolean primary key default true check (only_row),
  -- The version of the terms that the newest relay makes.
  terms_version smallint not null,
  -- All messages up to this id were put into the queue. Null before the first.
  last_id uuid,
  finished_at timestamptz
);
comment on table private.search_reindexing is
  'How far the relay is with making the terms of all messages anew. One row.';
insert into private.search_reindexing (terms_version) values (1);

alter table private.search_reindexing enable row level security;

revoke all on private.search_reindexing from public, anon, authenticated, service_role;
grant select, update on private.search_reindexing to service_role;

create policy "service role has full access" on private.search_reindexing
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.search_reindexing
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

-- Puts the next `most` messages into the queue of the search when the relay makes newer terms than before. True when
-- nothing is left. Ids are random, so the walk along the primary key spreads over all conversations. The queue stays
-- short meanwhile: a new message waits for one batch at most.
create function private.queue_old_terms(version int, most int)
returns boolean
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  state private.search_reindexing;
  last uuid;
  seen int;
begin
  select * into state from private.search_reindexing for update skip locked;
  if not found then
    return false;
  end if;
  if state.terms_version > version or (state.terms_version = version and state.finished_at is not null) then
    return true;
  end if;
  if state.terms_version < version then
    state.last_id := null;
  end if;
  if (select count(*) from (select from private.search_queue limit most) waiting) < most then
    select (array_agg(next.id order by next.id desc))[1], count(*) into last, seen from (
      select m.id from public.messages m
      where m.id > coalesce(state.last_id, '00000000-0000-0000-0000-000000000000') order by m.id limit most
    ) next;
    insert into private.search_queue (message_id)
    select m.id from public.messages m
    where m.id > coalesce(state.last_id, '00000000-0000-0000-0000-000000000000') and m.id <= last
      and m.kind = 'text' and m.deleted_at is null and not private.is_of_dark_room(m.conversation_id)
    order by m.id;
  end if;
  update private.search_reindexing set terms_version = version, last_id = coalesce(last, state.last_id),
    finished_at = case when seen < most then now() end;
  return coalesce(seen < most, false);
end;
$$;
revoke execute on function private.queue_old_terms(int, int) from public, anon, authenticated;
grant execute on function private.queue_old_terms(int, int) to service_role;

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

-- The typed terms as the index holds them, up to a moment or without end: weeks dated up to a year ahead, each of the last
-- eight weeks, and the older ones, at most so many together. `week` is the last one of each. No row without a term.
-- The work of the index for a query grows with the square of its terms times weeks: many terms go with few weeks.
create function private.terms_by_week(exact text[], beginnings text[], until timestamptz, most_together int)
returns table (week int, terms tsquery)
language plpgsql
stable
parallel safe
rows 100
set search_path = ''
as $$
declare
  -- The sign U+0001 stands where the week goes. No term holds it.
  pattern text := (
    select string_agg('''' || e'\u0001' || replace(replace(wanted.term, '\', '\\'), '''', '''''') || '''' || wanted.ending, ' & ')
    from (
      select term, '' as ending from unnest(exact) term union all select term, ':*' from unnest(beginnings) term
    ) wanted
  );
  newest int := private.message_week(coalesce(until, now()));
  together int := least(most_together, greatest(1, 64 / greatest(1, cardinality(exact) + cardinality(beginnings))));
begin
  if pattern is null then
    return;
  end if;
  return query
  select last, (
    select string_agg(replace(pattern, e'\u0001', n || '.'), ' | ') from generate_series(first, last) n
  )::tsquery
  from (
    select greatest(ahead - together, newest) + 1 as first, ahead as last
    from generate_series(newest + 52, newest + 1, -together) ahead where until is null
    union all
    select recent, recent from generate_series(greatest(newest - 7, 0), newest) recent
    union all
    select greatest(older - together + 1, 0), older from generate_series(newest - 8, 0, -together) older
  ) spans;
end;
$$;
revoke execute on function private.terms_by_week(text[], text[], timestamptz, int) from public, anon, authenticated;
grant execute on function private.terms_by_week(text[], text[], timestamptz, int) to service_role;

-- For relays of the version before. From the moment a newer relay makes terms, an old one leaves the queue to it.
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
  if oldest is null or exists (select from private.search_reindexing r where r.terms_version > 1)
    or not pg_try_advisory_xact_lock(hashtextextended('parley search', 0)) then
    return next;
    return;
  end if;
  with gone as (
    delete from private.search_queue q
    where q.id = any (array(select next.id from private.search_queue next order by next.id limit most))
    returning q.message_id
  )
  select array_agg(distinct gone.message_id), count(*) into taken, indexed from gone;
  delete from private.search_entries e where e.id = any (taken);
  insert into private.search_entries (id, conversation_id, sender_id, seq, created_at, terms)
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
  perform pg_catalog.gin_clean_pending_list('private.search_entries_terms_idx'::pg_catalog.regclass);
  return next;
end;
$$;

update private.installation set migration = '20261127181000';
