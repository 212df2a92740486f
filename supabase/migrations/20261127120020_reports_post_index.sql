-- One open report of people for each post, and one of a filter beside it.
-- The file has only this statement, because a large table is indexed without locking it, and the CLI sends a file of
-- one statement unchanged.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create unique index concurrently if not exists reports_open_post_idx
  on public.reports (post_id, (reason = 'filter')) where decided_at is null and kind = 'post';
