-- The text of hidden messages: only the relay reads it. Its author and a moderator do not.
begin;
select plan(47);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('outsider', '{}'), ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.conversations (id, kind, title, last_seq, last_ver) values (md5('group')::uuid, 'GROUP', 'Group', 1, 1);
insert into public.conversation_participants (conversation_id, user_id) values (md5('group')::uuid, md5('ada')::uuid);
insert into public.messages (id, conversation_id, seq, ver, sender_id, client_id, body, hidden_at)
values (md5('message')::uuid, md5('group')::uuid, 1, 1, md5('ada')::uuid, gen_random_uuid(), '', now());
insert into private.hidden_messages values (md5('message')::uuid, 'rude', '{}');

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who, unnest(array[
  'select * from private.hidden_messages',
  'insert into private.hidden_messages default values',
  'update private.hidden_messages set body = ''x''',
  'delete from private.hidden_messages',
  'truncate private.hidden_messages'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select * from private.hidden_messages', '1'),
  ('update private.hidden_messages set body = ''x''', '1'),
  ('delete from private.hidden_messages', '1'),
  ('truncate private.hidden_messages', '42501')
) t (statement, answer);

select is(pg_temp.attempt('ada', 'select id from public.messages where hidden_at is not null'), '1',
  'a participant sees that a message is hidden');
select is(pg_temp.attempt('owner', 'delete from public.messages'), '1', 'the text goes with its message');

select policies_are('private', 'hidden_messages', array['service role has full access', 'only while the session stands']);

select * from finish();
rollback;
