-- When a session ended, for deleting it long after. The relay's query has exactly this expression.
-- On its own, because a table that is large is indexed without locking it; the CLI sends a file of one statement as it is.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists user_sessions_end_idx
  on public.user_sessions (least(revoked_at, expires_at));
