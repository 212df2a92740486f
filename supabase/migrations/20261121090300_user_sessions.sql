-- One row a browser that is signed in. Alive while revoked_at is null, inside both lifetimes.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table public.user_sessions (
  id text primary key,
  user_id text not null,
  user_agent text,
  ip_address text,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  revoked_at timestamptz,
  revoke_reason text check (revoke_reason in (
    'logged_out', 'ended_by_owner', 'replaced', 'refresh_token_reuse',
    'sign_in_ended', 'expired', 'account_deleted', 'administrator'
  )),
  -- The absolute end. Rotation never moves it.
  expires_at timestamptz not null,
  -- Until when the access cookie last handed out is good; a socket may live that long.
  renewed_until timestamptz not null,
  -- The Supabase session this one stands on, and when it was last seen alive.
  supabase_session_id uuid not null,
  supabase_checked_at timestamptz not null default now(),
  -- user_id is text by contract; this is the same id as a key, so that deleting the account deletes the row.
  account_id uuid not null generated always as (user_id::uuid) stored
);
create index idx_user_sessions_user_id on public.user_sessions (user_id);
create index idx_user_sessions_created_at on public.user_sessions (created_at);
create index user_sessions_account_idx on public.user_sessions (account_id);
create index user_sessions_supabase_session_idx on public.user_sessions (supabase_session_id);
-- Two bridges at once end as one session.
create unique index user_sessions_one_alive_idx on public.user_sessions (supabase_session_id)
  where revoked_at is null;

alter table public.user_sessions enable row level security;

revoke all on public.user_sessions from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.user_sessions to service_role;
grant select (id, user_id, user_agent, ip_address, created_at, last_seen_at, revoked_at)
  on public.user_sessions to authenticated;

create policy "service role has full access" on public.user_sessions
  for all to service_role using (true) with check (true);
create policy "people see their own sessions" on public.user_sessions
  for select to authenticated using (user_id = (select auth.uid())::text);

-- Tells every node, whoever ends the session: the relay, an administrator's SQL, a deleted account.
create function private.tell_session_ended()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    if old.revoked_at is null then
      perform pg_notify('parley_session_ended',
        json_build_object('session_id', old.id, 'reason', 'account_deleted')::text);
    end if;
  elsif old.revoked_at is null and new.revoked_at is not null then
    perform pg_notify('parley_session_ended',
      json_build_object('session_id', new.id, 'reason', coalesce(new.revoke_reason, 'administrator'))::text);
  end if;
  return null;
end;
$$;
revoke execute on function private.tell_session_ended() from public, anon, authenticated;

create trigger user_sessions_tell_ended
  after update of revoked_at or delete on public.user_sessions
  for each row execute function private.tell_session_ended();

-- This locks auth.users for a moment. Each try waits 100 ms at most and then makes room: no sign-in waits longer.
do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '100ms';
      alter table public.user_sessions add constraint user_sessions_account_id_fkey
        foreign key (account_id) references auth.users (id) on delete cascade;
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
