-- Parley's list of accounts: only the relay reads it. A deleted account is nobody for everybody, before its rows are gone.
begin;
select plan(53);

\ir attempt.psql

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'ben', 'cleo']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'impostor', 'nameless', 'ended ada', 'anon']) who, unnest(array[
  'select id from private.accounts',
  'insert into private.accounts (id) values (gen_random_uuid())',
  'update private.accounts set deleted_at = now()',
  'delete from private.accounts',
  'truncate private.accounts',
  'select private.continue_departure(md5(''ben'')::uuid, 1)'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer,
  format('the service role, %s: %s', statement, answer))
from (values
  ('select id from private.accounts', '3'),
  ('insert into private.accounts (id) values (gen_random_uuid())', '1'),
  ('update private.accounts set deleted_at = now()', '3'),
  ('delete from private.accounts', '3'),
  ('truncate private.accounts', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', 'select id from private.accounts'), '3', 'an account is listed when it is made');
delete from auth.users where id = md5('cleo')::uuid;
select is(pg_temp.attempt('owner', 'select id from private.accounts'), '2', 'and is gone when it leaves nothing');

-- 250 messages, reactions and participants: more than the deletion itself works off.
insert into public.conversations (id, kind, last_seq, last_ver)
select md5('room' || n)::uuid, 'GROUP', 250 * (n = 1)::int, 250 * (n = 1)::int from generate_series(1, 250) n;
insert into public.conversation_participants (conversation_id, user_id)
select md5('room' || n)::uuid, md5(name)::uuid from generate_series(1, 250) n, unnest(array['ada', 'ben']) name;
insert into public.messages (id, conversation_id, seq, ver, sender_id, client_id, body)
select md5('message' || n)::uuid, md5('room1')::uuid, n, n, md5('ada')::uuid, gen_random_uuid(), 'Hello'
from generate_series(1, 250) n;
insert into public.message_reactions (message_id, user_id, emoji, conversation_id)
select id, sender_id, '👍', conversation_id from public.messages;

select is(pg_temp.attempt('ben', 'select id from public.messages'), '250', 'the messages are there');
delete from auth.users where id = md5('ada')::uuid;
select is((select count(*) > 0 from public.messages where sender_id = md5('ada')::uuid), true, 'some of it is left to the relay');
select is((select count(*) > 0 from public.conversation_participants where user_id = md5('ada')::uuid), true, 'their conversations too');

select is(pg_temp.attempt('ben', format('select from %s where %s = md5(''ada'')::uuid', t, c)), '0',
  format('%s shows nothing of the deleted account', t))
from (values ('public.messages', 'sender_id'), ('public.conversation_participants', 'user_id'),
  ('public.message_reactions', 'user_id'), ('public.profiles', 'id')) shown (t, c);
select is(pg_temp.attempt('ada', 'select id from public.messages'), '0', 'the last token of the account reads nothing');

select is(private.continue_departure(md5('ben')::uuid, 10), 'locked', 'nothing happens to an account that was not deleted');
select is(private.continue_departure(md5('ada')::uuid, 50), 'more', 'a batch works off a part');
select is(private.continue_departure(md5('ada')::uuid, 1000), 'gone', 'and a last one the rest');
select is((select count(*) from private.accounts where id = md5('ada')::uuid), 0::bigint, 'then the account goes');
select is(pg_temp.attempt('ben', 'select id from public.messages where body = ''Hello'''), '250', 'the messages are shown again');
select results_eq($$select last_seq, last_ver, participant_count, (select max(ver) from public.messages
  where conversation_id = c.id), (select count(distinct ver) from public.messages where conversation_id = c.id)
  from public.conversations c where id = md5('room1')::uuid$$,
  $$values (251::bigint, 501::bigint, 1::bigint, 501::bigint, 251::bigint)$$, 'every change has a number of its own');

select policies_are('private', 'accounts', array['service role has full access', 'only while the session stands']);
select policy_roles_are('private', 'accounts', 'only while the session stands', array['authenticated']);

select * from finish();
rollback;
