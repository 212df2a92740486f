-- On its own, because looking at every row must not hold the lock that adding the key took.
set lock_timeout = '5s';
set statement_timeout = 0;

alter table public.messages validate constraint messages_thread_root_fkey;
