-- A change of a post finds its conversations.
-- The file has only this statement, because a large table is indexed without locking it, and the CLI sends a file of
-- one statement unchanged.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists conversations_post_idx
  on public.conversations (post_id) where post_id is not null;
