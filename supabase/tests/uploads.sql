-- Files of messages: only the relay reads and writes them. Whoever uploaded one does not, and neither does its reader.
begin;
select plan(58);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('removed', '{}'), ('outsider', '{}'),
  ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.conversations (id, kind, title, last_seq, last_ver) values (md5('group')::uuid, 'GROUP', 'Group', 1, 1);
insert into public.conversation_participants (conversation_id, user_id, left_at)
values (md5('group')::uuid, md5('ada')::uuid, null), (md5('group')::uuid, md5('ben')::uuid, null),
  (md5('group')::uuid, md5('removed')::uuid, now());
insert into public.messages (id, conversation_id, seq, ver, sender_id, client_id, body, file_count)
values (md5('message')::uuid, md5('group')::uuid, 1, 1, md5('ada')::uuid, gen_random_uuid(), '', 1);
insert into private.uploads (id, state, name, size, message_id, position)
values (md5('file')::uuid, 'ready', 'holiday.jpg', 10, md5('message')::uuid, 1);

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'removed', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who,
unnest(array[
  'select * from private.uploads',
  'insert into private.uploads default values',
  'update private.uploads set name = ''x''',
  'delete from private.uploads',
  'truncate private.uploads'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select * from private.uploads', '1'),
  ('update private.uploads set name = ''x''', '1'),
  ('delete from private.uploads', '1'),
  ('truncate private.uploads', '42501')
) t (statement, answer);

select is(pg_temp.attempt('ben', 'select file_count from public.messages'), '42501', 'the Data API shows no files');
select is(pg_temp.attempt('ben', 'select id from public.messages'), '1', 'it shows the message');
select is(pg_temp.attempt('owner', 'update private.uploads set owner_id = md5(''ada'')::uuid'), '23514',
  'a file of a message names nobody');
select is(pg_temp.attempt('owner', 'update private.uploads set size = 0'), '23514', 'no file is empty');

update public.messages set hidden_at = now();
select is(state, 'ready', 'a hidden message keeps its files') from private.uploads;
update public.messages set hidden_at = null, deleted_at = now(), body = '';
select is(file_count, 0::bigint, 'a deleted message has none') from public.messages;
select is((state, message_id)::text, '(released,)', 'they wait for the collector') from private.uploads;

update private.uploads set message_id = md5('message')::uuid;
delete from public.messages;
select is(message_id, null, 'a message that is gone leaves them loose') from private.uploads;

select policies_are('private', 'uploads', array['service role has full access', 'only while the session stands']);

select * from finish();
rollback;
