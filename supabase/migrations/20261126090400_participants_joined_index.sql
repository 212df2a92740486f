-- Who joined after a message, without looking at everybody in the conversation.
-- On its own, because a table that is large is indexed without locking it; the CLI sends a file of one statement as it is.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists conversation_participants_joined_idx
  on public.conversation_participants (conversation_id, joined_seq) where left_at is null;
