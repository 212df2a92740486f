-- On its own, because a table that is large is indexed without locking it; the CLI sends a file of one statement as it is.
-- No list of pending entries: each of a search's many looks into the index would read it through.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists messages_terms_idx on public.messages
  using gin (conversation_id, private.message_terms(body, created_at)) with (fastupdate = off);
