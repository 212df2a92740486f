-- A thread is one level deep: its messages point to the one it hangs on.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.messages
  add constraint messages_thread_root_fkey
    foreign key (thread_root) references public.messages (id) on delete set null not valid;
