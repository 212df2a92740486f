-- The search's own tables: only the relay reads and writes them. Each change of a message's text puts it into the queue.
begin;
select plan(47);

\ir attempt.psql

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'ben']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into public.conversations (id, kind, last_seq, last_ver) values (md5('room')::uuid, 'GROUP', 2, 2);
insert into public.conversation_participants (conversation_id, user_id)
select md5('room')::uuid, md5(name)::uuid from unnest(array['ada', 'ben']) name;
insert into public.messages (id, conversation_id, seq, ver, sender_id, client_id, kind, body)
values
  (md5('one')::uuid, md5('room')::uuid, 1, 1, md5('ada')::uuid, gen_random_uuid(), 'text', 'a plan'),
  (md5('two')::uuid, md5('room')::uuid, 2, 2, md5('ada')::uuid, gen_random_uuid(), 'system', '');

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'impostor', 'nameless', 'ended ada', 'anon']) who, unnest(array[
  'select id from private.search_entries',
  'insert into private.search_entries select gen_random_uuid(), gen_random_uuid(), null, 1, now(), ''''',
  'delete from private.search_entries',
  'select id from private.search_queue',
  'insert into private.search_queue (message_id) values (gen_random_uuid())',
  'delete from private.search_queue',
  'select private.index_next_messages(1)',
  'select private.write_messages(''{}'', ''{}'', ''{}'', ''{}'', ''{}'', ''{}'', ''{}'', ''{}'')'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer,
  format('the service role, %s: %s', statement, answer))
from (values
  ('select id from private.search_queue', '1'),
  ('select private.index_next_messages(1)', '1'),
  ('update private.search_entries set seq = 1', '42501'),
  ('truncate private.search_entries', '42501')
) t (statement, answer);

select private.index_next_messages(10);
select results_eq('select id, terms::text ~ ''plan'' from private.search_entries',
  $$ values (md5('one')::uuid, true) $$, 'a system line has no terms');
update public.messages set ver = 3, thread_count = 1 where id = md5('one')::uuid;
select is_empty('select id from private.search_queue', 'a count of answers concerns no term');
update public.messages set body = 'another' where id = md5('one')::uuid;
select is(count(*), 1::bigint, 'an edit concerns the terms') from private.search_queue;

select * from finish();
rollback;
