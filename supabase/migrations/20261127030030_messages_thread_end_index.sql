-- Answers in threads that have an end. A thread does not count those that have ended and are not collected yet.
-- The file has only this statement, because a large table is indexed without locking it, and the CLI sends a file of
-- one statement unchanged.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists messages_thread_end_idx on public.messages (thread_root, expires_at)
  where thread_root is not null and expires_at is not null and deleted_at is null;
