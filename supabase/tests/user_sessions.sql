-- Sessions: people see some columns of their own, and only the relay writes.
begin;
select plan(70);

\ir attempt.psql

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'ben', 'cleo']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.user_sessions (id, user_id, expires_at, renewed_until, supabase_session_id, revoked_at)
select name || n, md5(name)::uuid::text, now() + interval '30 days', now(), md5(name || n)::uuid, ended
from (values ('ada', 1, null), ('ada', 2, now()), ('ben', 1, null)) s (name, n, ended);

select is(pg_temp.attempt(who, 'select id, user_id, user_agent, ip_address, created_at, last_seen_at, revoked_at
  from public.user_sessions'), answer, format('%s sees %s', who, answer))
from (values ('ada', '2'), ('ben', '1'), ('cleo', '0'), ('impostor', '0'), ('nameless', '0'), ('ended ada', '0'),
  ('anon', '42501'), ('service_role', '3')) t (who, answer);

select is(pg_temp.attempt('ben', $$select id from public.user_sessions where id = 'ada1'$$), '0',
  'knowing an id gives no access');
select is(pg_temp.attempt('ada', format('select %I from public.user_sessions', hidden)), '42501',
  hidden || ' is not readable, not even of one''s own session')
from unnest(array['revoke_reason', 'expires_at', 'renewed_until', 'supabase_session_id',
  'account_id', 'sign_in_good_until', 'newer_sign_in']) hidden;

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'cleo', 'impostor', 'nameless', 'anon']) who, unnest(array[
  'insert into public.user_sessions (id, user_id) values (''forged'', auth.uid()::text)',
  'update public.user_sessions set revoked_at = null',
  'delete from public.user_sessions',
  'truncate public.user_sessions cascade',
  'select id from public.user_sessions for update'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the service role may: %s', verb))
from (values
  ('insert', $$insert into public.user_sessions (id, user_id, expires_at, renewed_until, supabase_session_id)
    values ('new', md5('cleo')::uuid::text, now(), now(), gen_random_uuid())$$, '1'),
  ('update', 'update public.user_sessions set last_seen_at = now()', '3'),
  ('delete', 'delete from public.user_sessions', '3')
) t (verb, statement, answer);

-- The values that a row may have.
select is(pg_temp.attempt('owner', format(
  'insert into public.user_sessions (id, user_id, expires_at, renewed_until, supabase_session_id, revoke_reason)
    values (%L, %L, now(), now(), %L, %L)', id, person, sign_in, reason)), answer, description)
from (values
  ('new', md5('cleo')::uuid::text, gen_random_uuid(), null, '1', 'a new session is stored'),
  ('ada1', md5('cleo')::uuid::text, gen_random_uuid(), null, '23505', 'an id is used once'),
  ('new', md5('impostor')::uuid::text, gen_random_uuid(), null, '23503', 'a session needs an account'),
  ('new', 'nobody', gen_random_uuid(), null, '22P02', 'a user id is a UUID'),
  ('new', md5('ada')::uuid::text, md5('ada1')::uuid, null, '23505', 'a sign-in has one living session'),
  ('new', md5('ada')::uuid::text, md5('ada2')::uuid, null, '1', 'a sign-in whose session ended may have another'),
  ('new', md5('ada')::uuid::text, gen_random_uuid(), 'bored', '23514', 'a reason is one of the list')
) t (id, person, sign_in, reason, answer, description);

-- The names of the contract.
select columns_are('public', 'user_sessions', array['id', 'user_id', 'user_agent', 'ip_address', 'created_at',
  'last_seen_at', 'revoked_at', 'revoke_reason', 'expires_at', 'renewed_until', 'supabase_session_id',
  'account_id', 'sign_in_good_until', 'newer_sign_in']);
select col_type_is('public', 'user_sessions', name::name, kind, format('%s is %s', name, kind))
from (values ('id', 'text'), ('user_id', 'text'), ('user_agent', 'text'), ('ip_address', 'text'),
  ('created_at', 'timestamp with time zone'), ('last_seen_at', 'timestamp with time zone'),
  ('revoked_at', 'timestamp with time zone')) t (name, kind);
select has_index('public', 'user_sessions', 'idx_user_sessions_user_id', array['user_id']);
select has_index('public', 'user_sessions', 'idx_user_sessions_created_at', array['created_at']);
select policies_are('public', 'user_sessions',
  array['service role has full access', 'people see their own sessions', 'only while the session stands']);
select policy_roles_are('public', 'user_sessions', 'only while the session stands', array['authenticated']);
select is((select permissive from pg_policies where tablename = 'user_sessions' and policyname = 'only while the session stands'),
  'RESTRICTIVE', 'and it narrows all others');
select policy_roles_are('public', 'user_sessions', 'service role has full access', array['service_role']);
select policy_cmd_is('public', 'user_sessions', 'service role has full access'::name, 'all');
select policy_roles_are('public', 'user_sessions', 'people see their own sessions', array['authenticated']);
select policy_cmd_is('public', 'user_sessions', 'people see their own sessions'::name, 'select');
select is((select count(*) from pg_policies where schemaname = 'public'
  and tablename in ('user_sessions', 'refresh_tokens') and permissive = 'PERMISSIVE'), 4::bigint,
  'four policies open the two session tables');
select has_trigger('public', 'user_sessions', 'user_sessions_tell_ended', 'the end of a session is told');

select * from finish();
rollback;
