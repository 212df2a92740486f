-- A day after a message of a dark room, its text, its reactions and its alias are deleted for good. Its place stays, so
-- that `seq` has no holes.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Works off at most `most` messages, and returns how many they were. It waits for no lock: messages of a locked room are
-- left to the next call. Messages are found by their alias, so that those that ended before are not read again.
create function private.end_dark_messages(most int)
returns int
language plpgsql
security definer
set search_path = ''
as $$
declare
  ended int;
begin
  with due as materialized (
    select m.id, m.conversation_id, m.seq
    from private.aliases a
    cross join lateral (
      select one.id, one.conversation_id, one.seq from public.messages one
      where one.sender_id = a.id and one.conversation_id = a.conversation_id
        and one.created_at < now() - interval '24 hours'
      limit most
    ) m
    limit most
  ),
  free as materialized (
    select c.id, c.last_ver from public.conversations c where c.id in (select conversation_id from due)
    order by c.id for no key update skip locked
  ),
  numbered as materialized (
    select due.id, free.id as room, free.last_ver + row_number() over (partition by free.id order by due.seq) as ver
    from due join free on free.id = due.conversation_id
  ),
  unreacted as (
    delete from public.message_reactions r using numbered where r.message_id = numbered.id
  ),
  emptied as (
    update public.messages m
    set ver = numbered.ver, sender_id = null, body = '', mentions = '{}',
      event = case when m.event ? 'user_ids' then jsonb_set(m.event, '{user_ids}', '[]') else m.event end,
      deleted_at = case when m.kind = 'text' then coalesce(m.deleted_at, m.created_at + interval '24 hours') end
    from numbered where m.id = numbered.id
  ),
  counted as (
    update public.conversations c set last_ver = last.ver
    from (select room, max(ver) as ver from numbered group by room) last
    where c.id = last.room
  )
  select count(*) into ended from numbered;
  return ended;
end;
$$;
revoke execute on function private.end_dark_messages(int) from public, anon, authenticated;
grant execute on function private.end_dark_messages(int) to service_role;

update private.installation set migration = '20261127040020';
