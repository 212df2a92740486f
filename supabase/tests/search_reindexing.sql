-- How far the search is with making all terms anew: only the relay reads and changes it.
begin;
select plan(38);

\ir attempt.psql

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'ben']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into public.conversations (id, kind, last_seq, last_ver) values (md5('room')::uuid, 'GROUP', 1, 1);
insert into public.messages (id, conversation_id, seq, ver, sender_id, client_id, body)
values (md5('one')::uuid, md5('room')::uuid, 1, 1, md5('ada')::uuid, gen_random_uuid(), 'a plan');

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'impostor', 'nameless', 'ended ada', 'anon']) who, unnest(array[
  'select * from private.search_reindexing',
  'insert into private.search_reindexing (only_row, terms_version) values (false, 2)',
  'update private.search_reindexing set terms_version = 2',
  'delete from private.search_reindexing',
  'truncate private.search_reindexing'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer,
  format('the service role, %s: %s', statement, answer))
from (values
  ('select * from private.search_reindexing', '1'),
  ('insert into private.search_reindexing (only_row, terms_version) values (false, 2)', '42501'),
  ('update private.search_reindexing set terms_version = 2', '1'),
  ('delete from private.search_reindexing', '42501'),
  ('truncate private.search_reindexing', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', 'insert into private.search_reindexing (only_row, terms_version) values (false, 2)'),
  '23514', 'there is one row');
select is((select indexed from private.index_next_messages(10)), 1, 'an old relay makes terms while there is no newer one');
select is((select terms_version from private.search_entries), 1::bigint, 'and its entry says so');
select ok(private.queue_old_terms(2, 10), 'a newer relay puts every message into the queue');
select is((select count(*)::int from private.search_queue), 1, 'once');
select is((select indexed from private.index_next_messages(10)), 0, 'from then on an old relay leaves them alone');
select ok(private.queue_old_terms(2, 10), 'when all are queued, there is no second time');
select is((select count(*)::int from private.search_queue), 1, 'so the queue does not grow');

select * from finish();
rollback;
