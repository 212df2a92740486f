-- Each row is one refresh token of a session, kept only as a keyed hash.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table public.refresh_tokens (
  id uuid primary key default gen_random_uuid(),
  session_id text not null references public.user_sessions (id) on delete cascade,
  user_id text not null,
  token_hash text not null,
  created_at timestamptz not null default now(),
  -- The idle end: a token not used by then is dead.
  expires_at timestamptz not null,
  rotated_at timestamptz,
  revoked_at timestamptz,
  -- Which token it was exchanged for. The same one answers a retry.
  successor_id uuid references public.refresh_tokens (id) on delete set null,
  -- When a browser first showed that it had received this token.
  confirmed_at timestamptz
);
create unique index idx_refresh_tokens_token_hash on public.refresh_tokens (token_hash);
create index refresh_tokens_session_idx on public.refresh_tokens (session_id);
create index refresh_tokens_successor_idx on public.refresh_tokens (successor_id);
create index refresh_tokens_user_idx on public.refresh_tokens (user_id);

alter table public.refresh_tokens enable row level security;

revoke all on public.refresh_tokens from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.refresh_tokens to service_role;
-- Never token_hash.
grant select (id, session_id, user_id, created_at, expires_at, rotated_at, revoked_at)
  on public.refresh_tokens to authenticated;

create policy "service role has full access" on public.refresh_tokens
  for all to service_role using (true) with check (true);
create policy "people see their own refresh tokens" on public.refresh_tokens
  for select to authenticated using (user_id = (select auth.uid())::text);
