-- A person who opens a conversation with another one does not show there before the first message.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.conversation_participants add column awaits_message boolean not null default false;
comment on column public.conversation_participants.awaits_message is
  'The counterpart opened this pair. While it has no message, this participant does not see it. Not granted to authenticated.';

create or replace function private.my_conversation_ids()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select mine.conversation_id
  from public.conversation_participants mine
  join public.conversations c on c.id = mine.conversation_id and c.kind <> 'DARK_ROOM'
  where mine.user_id = (select auth.uid()) and mine.left_at is null
    and not (mine.awaits_message and c.last_seq = 0)
$$;
revoke execute on function private.my_conversation_ids() from public, anon;
grant execute on function private.my_conversation_ids() to authenticated, service_role;

create or replace function private.depart_from(place uuid, account uuid, most int)
returns int
language plpgsql
security definer
set search_path = ''
as $$
declare
  conversation record;
  renumbered int;
  was_present boolean;
begin
  -- It never waits: deleting an account must not hang on a conversation that hangs.
  select id, last_seq, last_ver into conversation
  from public.conversations where id = place for no key update skip locked;
  if not found then
    return null;
  end if;

  -- The account opened this pair and wrote nothing, so the other person never saw it and is told nothing.
  if conversation.last_seq = 0 and exists (
    select from public.conversation_participants
    where conversation_id = place and user_id <> account and awaits_message
  ) then
    delete from public.conversations where id = place;
    return 1;
  end if;

  -- Every visible change gets a number, or people who synced before would never hear of it.
  with touched as materialized (
    (select m.id, m.seq from public.messages m
      where m.sender_id = account and m.conversation_id = place limit most)
    union
    (select m.id, m.seq from public.message_reactions r join public.messages m on m.id = r.message_id
      where r.user_id = account and r.conversation_id = place limit most)
  ),
  unreacted as (
    delete from public.message_reactions r using touched
    where r.message_id = touched.id and r.user_id = account
  ),
  numbered as (
    select id, conversation.last_ver + row_number() over (order by seq) as ver from touched
  )
  update public.messages m set ver = numbered.ver, sender_id = nullif(m.sender_id, account)
  from numbered where m.id = numbered.id;
  get diagnostics renumbered = row_count;

  delete from public.conversation_participants
  where conversation_id = place and user_id = account
  returning left_at is null into was_present;
  was_present := coalesce(was_present, false);
  if was_present then
    insert into public.messages (conversation_id, seq, ver, client_id, kind, body, event)
    values (place, conversation.last_seq + 1, conversation.last_ver + renumbered + 1, gen_random_uuid(),
      'system', '', '{"type": "account_deleted"}');
  end if;
  update public.conversations set
    last_seq = conversation.last_seq + was_present::int,
    last_ver = conversation.last_ver + renumbered + was_present::int
  where id = place and (renumbered > 0 or was_present);
  return renumbered + 1;
end;
$$;
revoke execute on function private.depart_from(uuid, uuid, int) from public, anon, authenticated;
grant execute on function private.depart_from(uuid, uuid, int) to service_role;

update private.installation set migration = '20261127184000';
