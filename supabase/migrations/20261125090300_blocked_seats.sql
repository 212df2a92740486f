-- Whoever blocks somebody is not shown how far the other has read what is between the two. A grant of columns knows no people:
-- past the relay they do not see the other's seat there at all; it holds nothing else that they did not know before.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Evaluated once a query, like everything in a policy.
create function private.seats_i_blocked()
returns table (conversation_id uuid, user_id uuid)
language sql
stable
security definer
set search_path = ''
as $$
  select mine.conversation_id, b.blocked_id
  from public.blocks b
  join public.conversation_participants mine on mine.user_id = b.blocker_id and mine.left_at is null
  join public.conversations c on c.id = mine.conversation_id and c.kind = 'DIRECT'
  join public.conversation_participants other
    on other.conversation_id = mine.conversation_id and other.user_id = b.blocked_id
  where b.blocker_id = (select auth.uid())
$$;
revoke execute on function private.seats_i_blocked() from public, anon;
grant execute on function private.seats_i_blocked() to authenticated, service_role;

alter policy "participants see each other" on public.conversation_participants
  using (
    left_at is null
    and conversation_id in (select private.my_conversation_ids())
    and (conversation_id, user_id) not in (select conversation_id, user_id from private.seats_i_blocked())
  );

update private.installation set migration = '20261125090300';
