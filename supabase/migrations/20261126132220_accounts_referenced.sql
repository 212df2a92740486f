-- Messages, reactions and seats refer to Parley's list of accounts. The next file lets go of auth.users.
set lock_timeout = '5s';
set statement_timeout = '30min';

-- Accounts that were made while the list was made.
insert into private.accounts (id) select id from auth.users on conflict do nothing;

-- A sign-up writes to accounts. It is locked last, and each try waits 100 ms for it at most and then makes room: no sign-up
-- waits longer.
do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '100ms';
      lock table public.messages, public.message_reactions, public.conversation_participants, private.accounts
        in share row exclusive mode;
      return;
    exception when lock_not_available then
      if attempt = 600 then
        raise exception 'other transactions have locked tables of Parley for two minutes'
          using errcode = 'lock_not_available', hint = 'docs/operations.md says what can be done: "Into a project in use".';
      end if;
    end;
    perform pg_sleep(0.1);
  end loop;
end;
$$;

alter table public.messages add constraint messages_sender_account_fkey
  foreign key (sender_id) references private.accounts (id) on delete set null not valid;
alter table public.message_reactions add constraint message_reactions_account_fkey
  foreign key (user_id) references private.accounts (id) on delete cascade not valid;
alter table public.conversation_participants add constraint conversation_participants_account_fkey
  foreign key (user_id) references private.accounts (id) on delete cascade not valid;

update private.installation set migration = '20261126132220';
