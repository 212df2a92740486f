-- A project may allow one session a person. Supabase Auth then refuses the older ones, but only when they are renewed. So
-- the relay notes on the older sessions of a person that there is a newer one, and asks their pages to renew.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.user_sessions
  add column newer_sign_in boolean not null default false;
comment on column public.user_sessions.newer_sign_in is
  'Whether the person has signed in elsewhere since this session showed its newest Supabase token.';

update private.installation set migration = '20261127010000';
