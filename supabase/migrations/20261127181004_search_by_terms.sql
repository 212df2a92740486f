-- How the search asks for terms that the relay has made, and what is left for relays of the version before.
set lock_timeout = '5s';
set statement_timeout = '5min';

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

update private.installation set migration = '20261127181004';
