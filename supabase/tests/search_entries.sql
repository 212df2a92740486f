-- The terms of the search: only the relay reads and writes them. An entry says what its message says.
begin;
select plan(43);

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
select indexed from private.index_next_messages(10);

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'impostor', 'nameless', 'ended ada', 'anon']) who, unnest(array[
  'select id from private.search_entries',
  'insert into private.search_entries values (gen_random_uuid(), gen_random_uuid(), null, 1, now(), '''')',
  'update private.search_entries set seq = 2',
  'delete from private.search_entries',
  'truncate private.search_entries',
  'select private.index_next_messages(1)',
  'select private.write_messages(''{}'', ''{}'', ''{}'', ''{}'', ''{}'', ''{}'', ''{}'', ''{}'')'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer,
  format('the service role, %s: %s', statement, answer))
from (values
  ('select id from private.search_entries', '1'),
  ('insert into private.search_entries values (gen_random_uuid(), gen_random_uuid(), null, 1, now(), '''')', '1'),
  ('update private.search_entries set seq = 2', '42501'),
  ('delete from private.search_entries', '1'),
  ('truncate private.search_entries', '42501'),
  ('select private.index_next_messages(1)', '1')
) t (statement, answer);

select is(pg_temp.attempt('owner', 'select id from private.search_entries where terms::text ~ ''plan'''), '1',
  'a text has its terms');
select is(pg_temp.attempt('owner', 'select id from private.search_entries where id = md5(''two'')::uuid'), '0',
  'a system line has none');

select * from finish();
rollback;
