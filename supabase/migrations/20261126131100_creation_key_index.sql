-- One group for each creation, however many retries come at once.
-- The file has only this statement, because a large table is indexed without locking it, and the CLI sends a file of
-- one statement unchanged.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create unique index concurrently if not exists conversations_creation_key_idx
  on public.conversations (creation_key) where creation_key is not null;
