-- The installation: one row, and only the relay reads it.
begin;
select plan(50);

\ir attempt.psql

insert into auth.users (id, email) values (md5('ada')::uuid, 'ada@example.com');
insert into auth.sessions (id, user_id) select id, id from auth.users;

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'impostor', 'nameless', 'ended ada', 'anon']) who, unnest(array[
  'select epoch from private.installation',
  'select migration from private.installation',
  'insert into private.installation default values',
  'update private.installation set epoch = gen_random_uuid()',
  'delete from private.installation',
  'truncate private.installation',
  'select private.current_epoch()'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer,
  format('the service role, %s: %s', statement, answer))
from (values
  ('select epoch from private.installation', '1'),
  ('select migration from private.installation', '1'),
  ('update private.installation set epoch = gen_random_uuid()', '1'),
  ('select private.current_epoch()', '1'),
  ('insert into private.installation default values', '42501'),
  ('delete from private.installation', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', 'insert into private.installation default values'), '23505',
  'there is one row');
select is(pg_temp.attempt('owner', 'insert into private.installation (only_row) values (false)'), '23514',
  'there is no other row');

select matches(migration, '^\d{14}$', 'it names the newest migration') from private.installation;

create temp table before as select private.current_epoch() as epoch;
select is(private.current_epoch(), (select epoch from before), 'the epoch stays while nothing happens');
select matches(epoch, '^[0-9a-f]{32}$', 'an epoch reveals nothing about the server') from before;
update private.installation set epoch = gen_random_uuid();
select isnt(private.current_epoch(), (select epoch from before), 'a new epoch differs from the old one');

select policies_are('private', 'installation', array['service role has full access', 'only while the session stands']);
select policy_roles_are('private', 'installation', 'only while the session stands', array['authenticated']);
select is((select permissive from pg_policies where tablename = 'installation' and policyname = 'only while the session stands'),
  'RESTRICTIVE', 'and it narrows all others');

select * from finish();
rollback;
