-- The messages that wait for the search: only the relay reads them. Every change of a text puts its message there.
begin;
select plan(35);

\ir attempt.psql

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'ben']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into public.conversations (id, kind, last_seq, last_ver) values (md5('room')::uuid, 'GROUP', 1, 1);
insert into public.messages (id, conversation_id, seq, ver, sender_id, client_id, body)
values (md5('one')::uuid, md5('room')::uuid, 1, 1, md5('ada')::uuid, gen_random_uuid(), 'a plan');

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'impostor', 'nameless', 'ended ada', 'anon']) who, unnest(array[
  'select id from private.search_queue',
  'insert into private.search_queue (message_id) values (gen_random_uuid())',
  'update private.search_queue set queued_at = now()',
  'delete from private.search_queue',
  'truncate private.search_queue'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer,
  format('the service role, %s: %s', statement, answer))
from (values
  ('select id from private.search_queue', '1'),
  ('insert into private.search_queue (message_id) values (gen_random_uuid())', '1'),
  ('update private.search_queue set queued_at = now()', '42501'),
  ('delete from private.search_queue', '1'),
  ('truncate private.search_queue', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', 'select id from private.search_queue'), '1', 'a new text waits');
delete from private.search_queue;
update public.messages set ver = 2, thread_count = 1 where id = md5('one')::uuid;
select is(pg_temp.attempt('owner', 'select id from private.search_queue'), '0', 'a count of answers changes no text');
update public.messages set body = 'another' where id = md5('one')::uuid;
select is(pg_temp.attempt('owner', 'select id from private.search_queue'), '1', 'an edited text waits');
update public.messages set body = 'another' where id = md5('one')::uuid;
select is(pg_temp.attempt('owner', 'select id from private.search_queue'), '1', 'the same text again does not');
delete from public.conversations where id = md5('room')::uuid;
select is(pg_temp.attempt('owner', 'select id from private.search_queue'), '2', 'a deleted text waits');

select * from finish();
rollback;
