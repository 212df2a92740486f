-- Few messages mention anybody: how many unread ones mention a person is counted without reading the others.
-- On its own, because a table that is large is indexed without locking it; the CLI sends a file of one statement as it is.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists messages_mentions_idx on public.messages (conversation_id, seq)
  where mentions <> '{}';
