-- Blocks: only the person who set a block sees it, and only the relay writes.
begin;
select plan(47);

\ir attempt.psql

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com'
from unnest(array['blocker', 'blocked', 'outsider']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.blocks (blocker_id, blocked_id)
values (md5('blocker')::uuid, md5('blocked')::uuid), (md5('outsider')::uuid, md5('blocker')::uuid);

select is(pg_temp.attempt(who, 'select * from public.blocks'), answer, format('%s sees %s', who, answer))
from (values ('blocker', '1'), ('blocked', '0'), ('outsider', '1'), ('impostor', '0'), ('nameless', '0'), ('ended blocker', '0'),
  ('anon', '42501'), ('service_role', '2')) t (who, answer);

select is(pg_temp.attempt(who, format('select from public.blocks where blocked_id = md5(%L)::uuid', who)), '0',
  format('%s does not learn who blocked them', who))
from unnest(array['blocker', 'blocked']) who;

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, split_part(statement, chr(10), 1)))
from unnest(array['blocker', 'blocked', 'outsider', 'impostor', 'nameless', 'anon']) who, unnest(array[
  'insert into public.blocks (blocker_id, blocked_id)
    values (coalesce(auth.uid(), md5(''outsider'')::uuid), md5(''blocked'')::uuid)',
  'update public.blocks set blocked_id = md5(''outsider'')::uuid',
  'delete from public.blocks',
  'truncate public.blocks'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the service role may: %s', split_part(statement, chr(10), 1)))
from (values
  ('insert into public.blocks (blocker_id, blocked_id)
    values (md5(''blocked'')::uuid, md5(''blocker'')::uuid)', '1'),
  ('update public.blocks set created_at = now()', '2'),
  ('delete from public.blocks', '2')
) t (statement, answer);

select is(pg_temp.attempt('owner', format('insert into public.blocks (blocker_id, blocked_id)
  values (md5(%L)::uuid, md5(%L)::uuid)', blocker, blocked)), answer, format('%s blocks %s: %s', blocker, blocked, answer))
from (values ('blocked', 'blocked', '23514'), ('blocker', 'blocked', '23505'), ('blocker', 'nobody', '23503'),
  ('nobody', 'blocked', '23503'), ('blocked', 'blocker', '1')) t (blocker, blocked, answer);

delete from auth.users where id = md5('blocked')::uuid;
select is((select count(*) from public.blocks), 1::bigint, 'a block goes with the blocked account');
delete from auth.users where id = md5('outsider')::uuid;
select is((select count(*) from public.blocks), 0::bigint, 'a block goes with the account that set it');

select policies_are('public', 'blocks', array['service role has full access', 'people see whom they block', 'only while the session stands']);
select policy_roles_are('public', 'blocks', 'only while the session stands', array['authenticated']);
select is((select permissive from pg_policies where tablename = 'blocks' and policyname = 'only while the session stands'),
  'RESTRICTIVE', 'and it narrows all others');

select * from finish();
rollback;
