-- On its own, because a table that is large is indexed without locking it; the CLI sends a file of one statement as it is.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists messages_thread_idx on public.messages (thread_root, seq)
  where thread_root is not null;
