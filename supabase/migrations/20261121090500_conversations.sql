-- A conversation carries two dense counters, both taken under its row lock: last_seq numbers its messages,
-- last_ver every visible change. So the order of numbers is the order of commit, without holes.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table public.conversations (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('DIRECT', 'GROUP', 'POST_LINKED', 'HANGOUT', 'DARK_ROOM')),
  title text check (char_length(title) between 1 and 120),
  -- Both ids in order, so that a pair has one DIRECT conversation however many ask at once.
  direct_key text unique,
  last_seq bigint not null default 0 check (last_seq >= 0),
  last_ver bigint not null default 0 check (last_ver >= last_seq),
  created_at timestamptz not null default now(),
  active_at timestamptz not null default now(),
  check ((kind = 'DIRECT') = (direct_key is not null))
)
-- Every message updates its row; the spare room keeps those updates off the indexes.
with (fillfactor = 70);

alter table public.conversations enable row level security;

revoke all on public.conversations from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.conversations to service_role;
grant select (id, kind, title, last_seq, last_ver, created_at, active_at)
  on public.conversations to authenticated;

create policy "service role has full access" on public.conversations
  for all to service_role using (true) with check (true);
