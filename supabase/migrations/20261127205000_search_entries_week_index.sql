-- The oldest and the newest week that has an entry of the search. Not of `created_at`: the search takes its matches in that
-- order, and PostgreSQL would read all entries along such an index instead of asking the one of the terms.
-- On its own, because a table that is large is indexed without locking it; the CLI sends a file of one statement as it is.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists search_entries_week_idx
  on private.search_entries (private.message_week(created_at));
