-- On its own, because looking at every row must not hold the lock that adding the keys took.
set lock_timeout = '5s';
set statement_timeout = 0;

alter table public.messages validate constraint messages_sender_account_fkey;
alter table public.message_reactions validate constraint message_reactions_account_fkey;
alter table public.conversation_participants validate constraint conversation_participants_account_fkey;

update private.installation set migration = '20261126132240';
