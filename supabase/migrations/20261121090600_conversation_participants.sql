-- Who is in a conversation, and how far each has received and read it.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table public.conversation_participants (
  conversation_id uuid not null references public.conversations (id) on delete cascade,
  user_id uuid not null,
  role text not null default 'member' check (role in ('owner', 'admin', 'member')),
  last_read_seq bigint not null default 0 check (last_read_seq >= 0),
  last_delivered_seq bigint not null default 0,
  -- Rises with every move of a mark, so that sync notices a move whose event was missed.
  marks_ver bigint not null default 0,
  -- What was said before somebody joined is not theirs to read.
  joined_seq bigint not null default 0,
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  primary key (conversation_id, user_id),
  check (last_read_seq <= last_delivered_seq)
)
with (fillfactor = 80);
create index conversation_participants_user_idx
  on public.conversation_participants (user_id, conversation_id);

-- This locks profiles and auth.users for a moment. Each of them is waited for 50 ms at most, and then each try makes room:
-- no sign-in waits longer than 100 ms.
do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '50ms';
      -- This file changes both later. They are locked first, so that auth.users is not locked while this waits for them.
      lock table public.conversations, public.profiles in access exclusive mode;
      alter table public.conversation_participants add constraint conversation_participants_user_id_fkey
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

alter table public.conversation_participants enable row level security;

revoke all on public.conversation_participants from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.conversation_participants to service_role;
grant select (conversation_id, user_id, role, last_read_seq, last_delivered_seq, joined_seq, joined_at, left_at)
  on public.conversation_participants to authenticated;

-- The conversations of the person asking. Evaluated once a query, not once a row. Dark rooms are not
-- among them: the rows this opens name accounts, and nobody may see whose an alias is.
create function private.my_conversation_ids()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select mine.conversation_id
  from public.conversation_participants mine
  join public.conversations c on c.id = mine.conversation_id and c.kind <> 'DARK_ROOM'
  where mine.user_id = (select auth.uid()) and mine.left_at is null
$$;
revoke execute on function private.my_conversation_ids() from public, anon;
grant execute on function private.my_conversation_ids() to authenticated, service_role;

create policy "service role has full access" on public.conversation_participants
  for all to service_role using (true) with check (true);
create policy "participants see each other" on public.conversation_participants
  for select to authenticated
  using (left_at is null and conversation_id in (select private.my_conversation_ids()));

create policy "participants see the conversation" on public.conversations
  for select to authenticated using (id in (select private.my_conversation_ids()));

-- The people the person asking shares a conversation with, and themselves.
create function private.my_people_ids()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select (select auth.uid())
  union
  select user_id
  from public.conversation_participants
  where left_at is null and conversation_id in (select private.my_conversation_ids())
$$;
revoke execute on function private.my_people_ids() from public, anon;
grant execute on function private.my_people_ids() to authenticated, service_role;

create policy "people see whom they talk to" on public.profiles
  for select to authenticated using (id in (select private.my_people_ids()));
