-- The oldest and the newest entry of the search bound the weeks that a search looks at.
-- On its own, because a table that is large is indexed without locking it; the CLI sends a file of one statement as it is.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists search_entries_created_idx on private.search_entries (created_at);
