-- The people who are in a conversation, in the order in which they are listed: the owner, admins, then whoever joined first.
-- On its own, because a table that is large is indexed without locking it; the CLI sends a file of one statement as it is.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists conversation_participants_in_order_idx
  on public.conversation_participants
  (conversation_id, (case role when 'owner' then 0 when 'admin' then 1 else 2 end), joined_at, user_id)
  where left_at is null;
