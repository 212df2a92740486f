-- Who does not want to hear from whom. Only the one who blocks can know.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table public.blocks (
  blocker_id uuid not null references auth.users (id) on delete cascade,
  blocked_id uuid not null references auth.users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (blocker_id, blocked_id),
  check (blocker_id <> blocked_id)
);
create index blocks_blocked_idx on public.blocks (blocked_id);

alter table public.blocks enable row level security;

revoke all on public.blocks from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.blocks to service_role;
grant select (blocker_id, blocked_id, created_at) on public.blocks to authenticated;

create policy "service role has full access" on public.blocks
  for all to service_role using (true) with check (true);
create policy "people see whom they block" on public.blocks
  for select to authenticated using (blocker_id = (select auth.uid()));

-- Presence can be hidden; who hides theirs does not see that of others.
alter table public.profiles add column show_presence boolean not null default true;
