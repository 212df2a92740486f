-- The old references go. This locks auth.users for a moment, so each try waits 100 ms at most and then makes room: no
-- sign-in waits longer. Whoever holds the tables for two minutes makes the migration fail, and nothing has changed.
set lock_timeout = '5s';
set statement_timeout = '5min';

do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '100ms';
      -- These first: auth.users must not wait until they are free.
      lock table public.messages, public.message_reactions, public.conversation_participants in access exclusive mode;
      alter table public.messages drop constraint messages_sender_id_fkey;
      alter table public.message_reactions drop constraint message_reactions_user_id_fkey;
      alter table public.conversation_participants drop constraint conversation_participants_user_id_fkey;
      return;
    exception when lock_not_available then
      if attempt = 600 then
        raise exception 'other transactions have locked auth.users, or tables of Parley, for two minutes'
          using errcode = 'lock_not_available', hint = 'docs/operations.md says what can be done: "Into a project in use".';
      end if;
    end;
    perform pg_sleep(0.1);
  end loop;
end;
$$;

update private.installation set migration = '20261126132230';
