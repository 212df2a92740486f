-- On its own, because a table that is large is indexed without locking it.
set lock_timeout = '5s';
set statement_timeout = 0;

create index concurrently if not exists messages_search_idx on public.messages
  using gin (conversation_id, to_tsvector('simple', body));
