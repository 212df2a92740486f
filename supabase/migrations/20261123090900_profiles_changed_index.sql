-- Who changed their name lately, without looking at everybody.
-- On its own, because a table that is large is indexed without locking it; the CLI sends a file of one statement as it is.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists profiles_changed_idx on public.profiles (changed_at);
