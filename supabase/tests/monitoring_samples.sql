-- What the relays count: only the relay reads and writes it.
begin;
select plan(33);

\ir attempt.psql

insert into auth.users (id, email) values (md5('ada')::uuid, 'ada@example.com');
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into private.monitoring_samples
  (node, sockets, people, opened, closed, stored, confirmed, gaps, latencies)
values (md5('node')::uuid, 1, 1, 1, '{}', 0, 0, 0, '{0}');

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'impostor', 'nameless', 'ended ada', 'anon']) who, unnest(array[
  'select node from private.monitoring_samples',
  'insert into private.monitoring_samples (node) values (gen_random_uuid())',
  'update private.monitoring_samples set connections = null',
  'delete from private.monitoring_samples',
  'truncate private.monitoring_samples'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer,
  format('the service role, %s: %s', statement, answer))
from (values
  ('select node from private.monitoring_samples', '1'),
  ('insert into private.monitoring_samples select md5(''other'')::uuid, at, 1, 1, 1, ''{}'', 0, 0, 0, ''{0}'' from private.monitoring_samples', '1'),
  ('update private.monitoring_samples set connections = null', '1'),
  ('delete from private.monitoring_samples', '1'),
  ('truncate private.monitoring_samples', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', 'select node from private.monitoring_samples'), '1', 'the owner reads it');
select is((select relpersistence from pg_class where oid = 'private.monitoring_samples'::regclass), 'u', 'it is unlogged');
select is((select at > now() - interval '1 minute' from private.monitoring_samples), true, 'a row has its time');

select * from finish();
rollback;
