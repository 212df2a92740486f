-- When the last Supabase token that a session was bridged with ends. Only a refresh at Supabase knows all of Supabase's
-- rules, so a session that was long without a new token has to show one.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.user_sessions
  add column sign_in_good_until timestamptz not null default now() + interval '1 hour';
comment on column public.user_sessions.sign_in_good_until is
  'The exp of the newest Supabase access token that this session was bridged with.';

update private.installation set migration = '20261126120300';
