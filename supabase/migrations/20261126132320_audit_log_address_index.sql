-- The addresses that are to be forgotten, oldest first.
-- On its own, because a table that is large is indexed without locking it; the CLI sends a file of one statement as it is.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists audit_log_address_idx
  on public.audit_log (created_at) where ip_address is not null;
