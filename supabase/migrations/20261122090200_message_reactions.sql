-- Who reacted with what. The message's ver rises with each change, so that sync brings it.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table public.message_reactions (
  message_id uuid not null references public.messages (id) on delete cascade,
  user_id uuid not null,
  emoji text not null check (char_length(emoji) between 1 and 32),
  conversation_id uuid not null references public.conversations (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (message_id, user_id, emoji)
);
create index message_reactions_user_idx on public.message_reactions (user_id);
create index message_reactions_conversation_idx on public.message_reactions (conversation_id);

alter table public.message_reactions enable row level security;

revoke all on public.message_reactions from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.message_reactions to service_role;
grant select (message_id, user_id, emoji, conversation_id, created_at)
  on public.message_reactions to authenticated;

create policy "service role has full access" on public.message_reactions
  for all to service_role using (true) with check (true);
-- Through the message, so that reactions to what was said before somebody joined stay hidden with it.
create policy "participants see reactions" on public.message_reactions
  for select to authenticated
  using (
    conversation_id in (select private.my_conversation_ids())
    and exists (select 1 from public.messages m where m.id = message_id)
  );

-- This locks auth.users for a moment. Each try waits 100 ms at most and then makes room: no sign-in waits longer.
do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '100ms';
      alter table public.message_reactions add constraint message_reactions_user_id_fkey
        foreign key (user_id) references auth.users (id) on delete cascade;
      return;
    exception when lock_not_available then
      if attempt = 600 then
        raise exception 'other transactions have locked auth.users for two minutes'
          using errcode = 'lock_not_available', hint = 'docs/operations.md says what can be done: "Into a project in use".';
      end if;
    end;
    perform pg_sleep(0.1);
  end loop;
end;
$$;
