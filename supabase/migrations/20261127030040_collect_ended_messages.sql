-- Deletes the content of messages after their end, in batches. A message keeps its place, so `seq` has no holes.
set lock_timeout = '5s';
set statement_timeout = '5min';

select private.require_built_indexes();

-- Collects at most `most` messages, those that ended first. It waits for no lock: messages of a locked conversation
-- are left to the next call. The answer names what changed in each conversation, also roots of threads that lost
-- answers. The caller holds the advisory lock of upkeep.
create function private.collect_ended_messages(most int)
returns table (conversation_id uuid, collected int, changed uuid[])
language plpgsql
rows 10
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  moment timestamptz := clock_timestamp();
  due uuid[];
  locked uuid[];
begin
  due := array(
    select m.id from public.messages m
    where m.expires_at <= moment and m.deleted_at is distinct from m.expires_at
    order by m.expires_at limit most
  );
  locked := array(
    select c.id from public.conversations c
    where c.id = any (array(select m.conversation_id from public.messages m where m.id = any (due)))
    order by c.id
    for no key update skip locked
  );
  due := array(select m.id from public.messages m where m.id = any (due) and m.conversation_id = any (locked));
  if due = '{}' then
    return;
  end if;
  delete from public.message_reactions r where r.message_id = any (due);

  return query
  with ended as materialized (
    select m.id, m.conversation_id, m.seq, m.thread_root, m.deleted_at is null as was_counted
    from public.messages m where m.id = any (due)
  ),
  -- A root that has ended itself shows no thread any more.
  roots as materialized (
    select r.id, r.conversation_id, r.seq, lost.answers, (
        select left_over.created_at from public.messages left_over
        where left_over.thread_root = r.id and left_over.deleted_at is null
          and (left_over.expires_at is null or left_over.expires_at > moment)
        order by left_over.seq desc limit 1
      ) as last_at
    from (
      select e.thread_root as id, count(*) as answers from ended e
      where e.was_counted and e.thread_root is not null group by e.thread_root
    ) lost
    cross join lateral (select * from public.messages root where root.id = lost.id limit 1) r
    where r.thread_count > 0 and r.id <> all (due)
  ),
  numbered as materialized (
    select one.*, c.last_ver + row_number() over (partition by one.conversation_id order by one.seq) as ver
    from (
      select e.id, e.conversation_id, e.seq, null::bigint as answers, null::timestamptz as last_at from ended e
      union all
      select r.id, r.conversation_id, r.seq, r.answers, r.last_at from roots r
    ) one
    join public.conversations c on c.id = one.conversation_id
  ),
  emptied as (
    update public.messages m
    set ver = n.ver, body = '', mentions = '{}', edited_at = null, deleted_at = m.expires_at,
      -- In a dark room nobody may learn later who had written. The marked ids are those of dark rooms.
      sender_id = case when substr(m.conversation_id::text, 15, 4) <> '8da2' then m.sender_id end,
      thread_count = 0, thread_last_at = null
    from numbered n where n.answers is null and m.id = n.id
  ),
  counted as (
    update public.messages m
    set ver = n.ver, thread_count = greatest(m.thread_count - n.answers, 0), thread_last_at = n.last_at
    from numbered n where n.answers is not null and m.id = n.id
  ),
  moved as (
    update public.conversations c set last_ver = n.ver
    from (select n.conversation_id, max(n.ver) as ver from numbered n group by n.conversation_id) n
    where c.id = n.conversation_id
  )
  select n.conversation_id, (count(*) filter (where n.answers is null))::int, array_agg(n.id order by n.ver)
  from numbered n group by n.conversation_id;
end;
$$;
revoke execute on function private.collect_ended_messages(int) from public, anon, authenticated;
grant execute on function private.collect_ended_messages(int) to service_role;

-- The answers of a thread that have ended and are still counted, because nobody collected them yet.
create function private.ended_answers(root uuid)
returns bigint
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
begin
  return (
    select count(*) from public.messages m
    where m.thread_root = root and m.expires_at <= statement_timestamp() and m.deleted_at is null
  );
end;
$$;
revoke execute on function private.ended_answers(uuid) from public, anon, authenticated;
grant execute on function private.ended_answers(uuid) to service_role;

-- The age of the oldest message that has ended and still has its content. 0 when there is none.
create function private.ended_messages_lag_seconds()
returns double precision
language sql
stable
set search_path = ''
as $$
  select coalesce(greatest(extract(epoch from statement_timestamp() - (
    select m.expires_at from public.messages m
    where m.expires_at is not null and m.deleted_at is distinct from m.expires_at
    order by m.expires_at limit 1
  )), 0), 0)
$$;
revoke execute on function private.ended_messages_lag_seconds() from public, anon, authenticated;
grant execute on function private.ended_messages_lag_seconds() to service_role;

update private.installation set migration = '20261127030040';
