-- A group whose owner deleted their account kept no owner until its next change. Only an owner or an admin can make one on
-- the page, so a group of members alone could never be changed again.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Makes the next owner of a group or a room: the admin who joined first, else the participant who joined first. Returns
-- who it is, or null when there is an owner, when nobody is left, or when somebody else has locked the row of this person.
-- It never waits for that row, and takes nobody else instead: the next change of the group gives it its owner. Call it
-- while the conversation is locked. The condition on the id is a range: for `=` the planner would sort everybody of a large
-- room.
create function private.hand_over(place uuid)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  heir uuid;
  standing text;
begin
  select p.user_id, p.role into heir, standing from public.conversation_participants p
  where p.conversation_id between place and place and p.left_at is null
    and p.user_id not in (select id from private.accounts where deleted_at is not null)
  order by p.conversation_id, (case p.role when 'owner' then 0 when 'admin' then 1 else 2 end), p.joined_at, p.user_id
  limit 1;
  if heir is null or standing = 'owner' then
    return null;
  end if;
  perform from public.conversation_participants
  where conversation_id = place and user_id = heir and left_at is null for no key update skip locked;
  if not found then
    return null;
  end if;
  update public.conversation_participants set role = 'owner'
  where conversation_id = place and user_id = heir and left_at is null;
  return heir;
end;
$$;
revoke execute on function private.hand_over(uuid) from public, anon, authenticated;
grant execute on function private.hand_over(uuid) to service_role;

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
  was_owner boolean;
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
  returning left_at is null, role = 'owner' into was_present, was_owner;
  was_present := coalesce(was_present, false);
  if was_present and was_owner then
    perform private.hand_over(place);
  end if;
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

-- Those that have been without an owner since such a deletion. Each is locked, because a relay may change it at the same
-- time, and hand_over reads it again under the lock. A system line tells the pages: they sync only what has a new number.
do $$
declare
  ownerless record;
  heir uuid;
  numbers record;
begin
  for ownerless in
    select c.id from public.conversations c
    where c.kind in ('GROUP', 'HANGOUT') and not exists (
      select from public.conversation_participants owner
      where owner.conversation_id = c.id and owner.left_at is null and owner.role = 'owner'
    )
    order by c.id for no key update
  loop
    heir := private.hand_over(ownerless.id);
    continue when heir is null;
    update public.conversations set last_seq = last_seq + 1, last_ver = last_ver + 1 where id = ownerless.id
    returning last_seq, last_ver into numbers;
    insert into public.messages (conversation_id, seq, ver, client_id, kind, body, event)
    values (ownerless.id, numbers.last_seq, numbers.last_ver, gen_random_uuid(), 'system', '',
      jsonb_build_object('type', 'role_changed', 'user_ids', jsonb_build_array(heir), 'role', 'owner'));
  end loop;
end;
$$;

update private.installation set migration = '20261127207000';
