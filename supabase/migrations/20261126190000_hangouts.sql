-- Hangouts: rooms that everybody who is signed in may find and join.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- The settings of a room have a table of their own, because each message updates the row of its conversation.
create table public.hangouts (
  conversation_id uuid primary key references public.conversations (id) on delete cascade,
  topic text not null default '' check (char_length(topic) <= 300),
  history text not null default 'all' check (history in ('all', 'joined')),
  slow_mode_seconds bigint not null default 0 check (slow_mode_seconds between 0 and 21600),
  locked_at timestamptz,
  closed_at timestamptz,
  lively_at timestamptz not null default now()
);
comment on column public.hangouts.history is
  'The messages that a new member may read: all of them, or those from joining on.';
comment on column public.hangouts.locked_at is 'In a locked room only the owner and moderators write.';
comment on column public.hangouts.closed_at is 'In a closed room nobody writes, and nobody joins it.';
comment on column public.hangouts.lively_at is
  'The last time when a person was inside. It is the order of the list, and it is not granted to authenticated.';
-- The order of the list. A closed room is not in it.
create index hangouts_lively_idx on public.hangouts (lively_at desc, conversation_id desc) where closed_at is null;

alter table public.hangouts enable row level security;

revoke all on public.hangouts from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.hangouts to service_role;
grant select (conversation_id, topic, history, slow_mode_seconds, locked_at, closed_at)
  on public.hangouts to authenticated;

create policy "service role has full access" on public.hangouts
  for all to service_role using (true) with check (true);
create policy "everybody sees open rooms" on public.hangouts
  for select to authenticated
  using (closed_at is null or conversation_id in (select private.my_conversation_ids()));
create policy "only while the session stands" on public.hangouts
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

alter table public.conversation_participants
  add column in_room boolean not null default false,
  add column last_sent_at timestamptz,
  add column barred_at timestamptz;
comment on column public.conversation_participants.in_room is
  'The conversation is a room. A socket joins a room only while its person looks at it.';
comment on column public.conversation_participants.last_sent_at is
  'The time of the last message in a room with slow mode. Not granted to authenticated.';
comment on column public.conversation_participants.barred_at is
  'A moderator removed this person from the room, and they may not join again. Not granted to authenticated.';

-- The members of a room need not know each other. Nobody sees the receipts of another member, so the rows of the
-- others stay hidden here; the relay lists the members without receipts.
alter policy "participants see each other" on public.conversation_participants
  using (
    left_at is null
    and (not in_room or user_id = (select auth.uid()))
    and conversation_id in (select private.my_conversation_ids())
    and (conversation_id, user_id) not in (select conversation_id, user_id from private.seats_i_blocked())
  );

-- Rooms are left out: a room of ten thousand people would be read for each query of profiles.
create or replace function private.my_people_ids()
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
  where left_at is null and not in_room and conversation_id in (select private.my_conversation_ids())
$$;
revoke execute on function private.my_people_ids() from public, anon;
grant execute on function private.my_people_ids() to authenticated, service_role;

update private.installation set migration = '20261126190000';
