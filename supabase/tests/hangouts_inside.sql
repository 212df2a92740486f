-- How many people are inside a room: only the relay reads and writes it.
begin;
select plan(42);

\ir attempt.psql

insert into auth.users (id, email) select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'outsider']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into public.conversations (id, kind, title) values (md5('room')::uuid, 'HANGOUT', 'Room');
insert into public.conversation_participants (conversation_id, user_id, in_room)
values (md5('room')::uuid, md5('ada')::uuid, true);
insert into private.hangouts_inside (conversation_id, node, inside) values (md5('room')::uuid, md5('node')::uuid, 3);

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'outsider', 'impostor', 'nameless', 'ended ada', 'anon']) who, unnest(array[
  'select inside from private.hangouts_inside',
  'insert into private.hangouts_inside (conversation_id, node, inside) values (md5(''room'')::uuid, gen_random_uuid(), 1)',
  'update private.hangouts_inside set inside = 9',
  'delete from private.hangouts_inside',
  'truncate private.hangouts_inside'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the service role, %s: %s', statement, answer))
from (values
  ('select inside from private.hangouts_inside', '1'),
  ('insert into private.hangouts_inside (conversation_id, node, inside) values (md5(''room'')::uuid, gen_random_uuid(), 1)', '1'),
  ('update private.hangouts_inside set inside = 9', '1'),
  ('delete from private.hangouts_inside', '1'),
  ('truncate private.hangouts_inside', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, statement))
from (values
  ('update private.hangouts_inside set inside = 0', '23514'),
  ('insert into private.hangouts_inside (conversation_id, node, inside) values (md5(''room'')::uuid, md5(''node'')::uuid, 1)', '23505'),
  ('insert into private.hangouts_inside (conversation_id, node, inside) values (gen_random_uuid(), md5(''node'')::uuid, 1)', '23503'),
  ('select inside from private.hangouts_inside', '1')
) t (statement, answer);

select policies_are('private', 'hangouts_inside',
  array['service role has full access', 'only while the session stands']);
select is((select relpersistence from pg_class where oid = 'private.hangouts_inside'::regclass), 'u', 'it is unlogged');
delete from public.conversations where id = md5('room')::uuid;
select is((select count(*) from private.hangouts_inside), 0::bigint, 'the numbers go with their room');

select * from finish();
rollback;
