-- Refresh tokens: people see when theirs were made and used, and never a hash. Only the relay writes.
begin;
select plan(80);

\ir attempt.psql

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'ben', 'cleo']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.user_sessions (id, user_id, expires_at, renewed_until, supabase_session_id)
select name, md5(name)::uuid::text, now() + interval '30 days', now(), md5(name)::uuid
from unnest(array['ada', 'ben']) name;

insert into public.refresh_tokens (id, session_id, user_id, token_hash, expires_at)
select md5(name || n)::uuid, name, md5(name)::uuid::text, 'hash of ' || name || n, now() + interval '7 days'
from (values ('ada', 1), ('ada', 2), ('ben', 1)) s (name, n);
update public.refresh_tokens set rotated_at = now(), successor_id = md5('ada2')::uuid
where id = md5('ada1')::uuid;

select is(pg_temp.attempt(who, 'select id, session_id, user_id, created_at, expires_at, rotated_at, revoked_at
  from public.refresh_tokens'), answer, format('%s sees %s', who, answer))
from (values ('ada', '2'), ('ben', '1'), ('cleo', '0'), ('impostor', '0'), ('nameless', '0'), ('ended ada', '0'),
  ('anon', '42501'), ('service_role', '3')) t (who, answer);

select is(pg_temp.attempt('ben', $$select id from public.refresh_tokens where session_id = 'ada'$$), '0',
  'knowing a session id gives no access');
select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'cleo', 'impostor', 'nameless', 'anon']) who, unnest(array[
  'select token_hash from public.refresh_tokens',
  'select * from public.refresh_tokens',
  'select id from public.refresh_tokens where token_hash like ''h%''',
  'select id from public.refresh_tokens order by token_hash',
  'select successor_id from public.refresh_tokens',
  'select confirmed_at from public.refresh_tokens',
  'insert into public.refresh_tokens (session_id, user_id) values (''ada'', auth.uid()::text)',
  'update public.refresh_tokens set revoked_at = null',
  'delete from public.refresh_tokens',
  'truncate public.refresh_tokens'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the service role may: %s', verb))
from (values
  ('select', $$select token_hash from public.refresh_tokens where token_hash = 'hash of ada1'$$, '1'),
  ('insert', $$insert into public.refresh_tokens (session_id, user_id, token_hash, expires_at)
    values ('ada', md5('ada')::uuid::text, 'another', now())$$, '1'),
  ('update', 'update public.refresh_tokens set revoked_at = now()', '3'),
  ('delete', 'delete from public.refresh_tokens', '3')
) t (verb, statement, answer);

select is(pg_temp.attempt('owner', format(
  'insert into public.refresh_tokens (session_id, user_id, token_hash, expires_at)
    values (%L, md5(''ada'')::uuid::text, %L, now())', session, hash)), answer, description)
from (values
  ('ada', 'a new one', '1', 'a new token is stored'),
  ('ada', 'hash of ben1', '23505', 'a hash belongs to one token'),
  ('nowhere', 'a new one', '23503', 'a token needs a session'),
  ('ada', null, '23502', 'a token has a hash')
) t (session, hash, answer, description);

delete from public.refresh_tokens where id = md5('ada2')::uuid;
select is((select successor_id from public.refresh_tokens where id = md5('ada1')::uuid), null,
  'a token stays when its successor is deleted');
delete from public.user_sessions where id = 'ada';
select is((select array_agg(session_id) from public.refresh_tokens), array['ben'],
  'tokens go with their session');

-- The names of the contract.
select columns_are('public', 'refresh_tokens', array['id', 'session_id', 'user_id', 'token_hash', 'created_at',
  'expires_at', 'rotated_at', 'revoked_at', 'successor_id', 'confirmed_at', 'generation']);
select has_index('public', 'refresh_tokens', 'idx_refresh_tokens_token_hash', array['token_hash']);
select index_is_unique('public', 'refresh_tokens', 'idx_refresh_tokens_token_hash');
select fk_ok('public', 'refresh_tokens', 'session_id', 'public', 'user_sessions', 'id');
select policies_are('public', 'refresh_tokens',
  array['service role has full access', 'people see their own refresh tokens', 'only while the session stands']);
select policy_roles_are('public', 'refresh_tokens', 'only while the session stands', array['authenticated']);
select is((select permissive from pg_policies where tablename = 'refresh_tokens' and policyname = 'only while the session stands'),
  'RESTRICTIVE', 'and it narrows all others');
select policy_roles_are('public', 'refresh_tokens', 'service role has full access', array['service_role']);
select policy_cmd_is('public', 'refresh_tokens', 'service role has full access'::name, 'all');
select policy_roles_are('public', 'refresh_tokens', 'people see their own refresh tokens',
  array['authenticated']);
select policy_cmd_is('public', 'refresh_tokens', 'people see their own refresh tokens'::name, 'select');

select * from finish();
rollback;
