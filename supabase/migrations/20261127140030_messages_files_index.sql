-- The messages of a conversation that carry files, the newest first.
-- The file has only this statement, because a large table is indexed without locking it, and the CLI sends a file of
-- one statement unchanged.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists messages_files_idx
  on public.messages (conversation_id, seq desc) where file_count > 0;
