-- Messages whose content is to be deleted at their end. It holds no message without an end, and none that was collected.
-- The file has only this statement, because a large table is indexed without locking it, and the CLI sends a file of
-- one statement unchanged.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists messages_end_idx on public.messages (expires_at)
  where expires_at is not null and deleted_at is distinct from expires_at;
