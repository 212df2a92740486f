-- seq is a message's place, fixed; ver is its last change. "What changed since 17?" is ver > 17: one index scan.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table public.messages (
  id uuid primary key default gen_random_uuid(),
  conversation_id uuid not null references public.conversations (id) on delete cascade,
  seq bigint not null check (seq > 0),
  ver bigint not null check (ver >= seq),
  sender_id uuid,
  client_id uuid not null,
  kind text not null default 'text' check (kind in ('text', 'system')),
  body text not null check (char_length(body) <= 4000),
  reply_to uuid references public.messages (id) on delete set null,
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  deleted_at timestamptz,
  check (deleted_at is null or body = '')
);
create unique index messages_place_idx on public.messages (conversation_id, seq);
create unique index messages_change_idx on public.messages (conversation_id, ver);
-- Sending again, from any tab, node or day, finds the first message. For ever, also when it was deleted.
create unique index messages_once_idx on public.messages (sender_id, conversation_id, client_id);
create index messages_reply_idx on public.messages (reply_to) where reply_to is not null;

alter table public.messages enable row level security;

revoke all on public.messages from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.messages to service_role;
grant select (id, conversation_id, seq, ver, sender_id, client_id, kind, body, reply_to, created_at, edited_at, deleted_at)
  on public.messages to authenticated;

-- Where the person asking came in late: {conversation id: what was said up to there is not theirs to read}.
-- One object a query, because a function call a row is what makes policies slow.
create function private.my_joined_seqs()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(conversation_id, joined_seq), '{}')
  from public.conversation_participants
  where user_id = (select auth.uid()) and left_at is null and joined_seq > 0
$$;
revoke execute on function private.my_joined_seqs() from public, anon;
grant execute on function private.my_joined_seqs() to authenticated, service_role;

create policy "service role has full access" on public.messages
  for all to service_role using (true) with check (true);
create policy "participants read messages" on public.messages
  for select to authenticated
  using (
    conversation_id in (select private.my_conversation_ids())
    and seq > coalesce(((select private.my_joined_seqs()) ->> conversation_id::text)::bigint, 0)
  );

-- This locks auth.users for a moment. Each try waits 100 ms at most and then makes room: no sign-in waits longer.
do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '100ms';
      alter table public.messages add constraint messages_sender_id_fkey
        foreign key (sender_id) references auth.users (id) on delete set null;
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
