-- On its own, because a table that is large is indexed without locking it.
set lock_timeout = '5s';
set statement_timeout = 0;

create index concurrently if not exists messages_thread_idx on public.messages (thread_root, seq)
  where thread_root is not null;
