-- Messages, reactions and seats refer to Parley's list of accounts, and auth.users is let go. Letting go locks
-- auth.users for a moment: each try waits 100 ms at most, so that no sign-in waits longer.
set lock_timeout = '5s';
set statement_timeout = '30min';

-- Accounts that were made while the list was made.
insert into private.accounts (id) select id from auth.users on conflict do nothing;

alter table public.messages add constraint messages_sender_account_fkey
  foreign key (sender_id) references private.accounts (id) on delete set null not valid;
alter table public.message_reactions add constraint message_reactions_account_fkey
  foreign key (user_id) references private.accounts (id) on delete cascade not valid;
alter table public.conversation_participants add constraint conversation_participants_account_fkey
  foreign key (user_id) references private.accounts (id) on delete cascade not valid;

update private.installation set migration = '20261126132220';
