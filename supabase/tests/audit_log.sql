-- The audit log: the relay adds to it, nobody changes it, and no person reads it.
begin;
select plan(50);

\ir attempt.psql

insert into auth.users (id, email) values (md5('ada')::uuid, 'ada@example.com');
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into public.audit_log (action, reason, subject_id)
values ('session_started', 'bridge', md5('ada')::uuid::text);

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'impostor', 'nameless', 'ended ada', 'anon']) who, unnest(array[
  'select id from public.audit_log',
  'insert into public.audit_log (action, reason) values (''session_ended'', ''forged'')',
  'update public.audit_log set reason = ''forged''',
  'delete from public.audit_log',
  'truncate public.audit_log'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer,
  format('the service role, %s: %s', statement, answer))
from (values
  ('select * from public.audit_log', '1'),
  ('insert into public.audit_log (action, reason) values (''session_ended'', ''logged_out'')', '1'),
  ('update public.audit_log set reason = ''changed''', '42501'),
  ('delete from public.audit_log', '42501'),
  ('truncate public.audit_log', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), '42501', format('not even the owner: %s', statement))
from unnest(array['update public.audit_log set reason = ''changed''', 'delete from public.audit_log',
  'truncate public.audit_log']) statement;
select throws_ok('delete from public.audit_log', '42501', 'audit_log is append-only', 'the refusal says why');

select is(pg_temp.attempt('owner', format(
  'insert into public.audit_log (action, reason) values (%L, %L)', action, reason)), answer,
  format('an action of %s and a reason of %s characters', length(action), length(reason)))
from (values ('a', 'r', '1'), ('', 'r', '23514'), ('a', '', '23514'), ('a', null, '23502'), (null, 'r', '23502'),
  (repeat('a', 101), 'r', '23514'), ('a', repeat('r', 101), '23514')) t (action, reason, answer);
select is(pg_temp.attempt('owner', 'insert into public.audit_log (id, action, reason) values (1, ''a'', ''r'')'),
  '428C9', 'the database gives the numbers');

delete from auth.users where id = md5('ada')::uuid;
select is((select count(*) from public.audit_log where action <> 'account_deleted'), 1::bigint, 'the record outlives the account');

insert into public.audit_log (created_at, action, reason, ip_address) values (now() - interval '2 days', 'a', 'r', '::1');
select is(pg_temp.attempt('owner', 'update public.audit_log set ip_address = null where ip_address = ''::1'''), '1',
  'an old address may be forgotten');
select is(pg_temp.attempt('owner', 'update public.audit_log set ip_address = null, reason = ''x'' where ip_address = ''::1'''),
  '42501', 'and nothing with it');

select policies_are('public', 'audit_log', array['service role reads', 'service role appends', 'only while the session stands']);
select policy_roles_are('public', 'audit_log', 'only while the session stands', array['authenticated']);
select is((select permissive from pg_policies where tablename = 'audit_log' and policyname = 'only while the session stands'),
  'RESTRICTIVE', 'and it narrows all others');
select policy_cmd_is('public', 'audit_log', 'service role reads'::name, 'select');
select policy_cmd_is('public', 'audit_log', 'service role appends'::name, 'insert');

select * from finish();
rollback;
