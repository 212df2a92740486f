-- The pins of a conversation, the newest first.
-- The file has only this statement, because a large table is indexed without locking it, and the CLI sends a file of
-- one statement unchanged.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists messages_pinned_idx
  on public.messages (conversation_id, pinned_at desc, id desc) where pinned_at is not null;
