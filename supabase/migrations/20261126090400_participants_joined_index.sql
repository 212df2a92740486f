-- The people who joined after a message, found without reading all people of the conversation.
-- Founders have joined_seq 0 and are left out. Otherwise the planner takes this index to find one person, and reads all.
-- The file has only this statement, because a large table is indexed without locking it, and the CLI sends a file of
-- one statement unchanged.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists conversation_participants_joined_idx
  on public.conversation_participants (conversation_id, joined_seq) where left_at is null and joined_seq > 0;
