-- Who does not want to hear from whom. Only the one who blocks can know.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table public.blocks (
  blocker_id uuid not null,
  blocked_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (blocker_id, blocked_id),
  check (blocker_id <> blocked_id)
);
create index blocks_blocked_idx on public.blocks (blocked_id);

-- This locks profiles and auth.users for a moment. Each of them is waited for 50 ms at most, and then each try makes room:
-- no sign-in waits longer than 100 ms.
do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '50ms';
      -- This file changes it later. It is locked first, so that auth.users is not locked while this waits for it.
      lock table public.profiles in access exclusive mode;
      alter table public.blocks add constraint blocks_blocker_id_fkey
        foreign key (blocker_id) references auth.users (id) on delete cascade;
      alter table public.blocks add constraint blocks_blocked_id_fkey
        foreign key (blocked_id) references auth.users (id) on delete cascade;
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
