-- On its own, because a table that is large is indexed without locking it; the CLI sends a file of one statement as it is.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists messages_search_idx on public.messages
  using gin (conversation_id, private.search_vector(body));
