-- The people in a conversation in the order of the list: the owner, admins, then by the time of joining.
-- The file has only this statement, because a large table is indexed without locking it, and the CLI sends a file of
-- one statement unchanged.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists conversation_participants_in_order_idx
  on public.conversation_participants
  (conversation_id, (case role when 'owner' then 0 when 'admin' then 1 else 2 end), joined_at, user_id)
  where left_at is null;
