-- Messages: the people who are in the conversation now read them, from the place where they joined. Only the relay
-- writes.
begin;
select plan(85);

\ir attempt.psql

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com'
from unnest(array['ada', 'ben', 'outsider', 'removed', 'masked']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.conversations (id, kind, title, direct_key, last_seq, last_ver)
values (md5('room')::uuid, 'GROUP', 'Room', null, 3, 3),
  (md5('pair')::uuid, 'DIRECT', null, 'outsider:removed', 1, 1),
  (md5('dark')::uuid, 'DARK_ROOM', 'Dark', null, 1, 1);

insert into public.conversation_participants (conversation_id, user_id, left_at, joined_seq)
select md5(room)::uuid, md5(name)::uuid, gone, after
from (values
  ('room', 'ada', null, 0), ('room', 'ben', null, 2), ('room', 'removed', now(), 0),
  ('pair', 'outsider', null, 0), ('pair', 'removed', null, 0),
  ('dark', 'masked', null, 0), ('dark', 'ada', null, 0)
) s (room, name, gone, after);

insert into public.messages (id, conversation_id, seq, ver, sender_id, client_id, body)
select md5(room || seq)::uuid, md5(room)::uuid, seq, seq, md5('ada')::uuid, md5(room || seq)::uuid, 'Hello'
from (values ('room', 1), ('room', 2), ('room', 3), ('pair', 1), ('dark', 1)) s (room, seq);

select is(pg_temp.attempt(who, 'select id, conversation_id, seq, ver, sender_id, client_id, kind, body, reply_to,
  event, mentions, thread_root, thread_count, thread_last_at, created_at, edited_at, deleted_at, pinned_at from public.messages'), answer, format('%s sees %s', who, answer))
from (values ('ada', '3'), ('ben', '1'), ('outsider', '1'), ('removed', '1'), ('masked', '0'),
  ('impostor', '0'), ('nameless', '0'), ('ended ada', '0'), ('anon', '42501'), ('service_role', '5')) t (who, answer);

select is(pg_temp.attempt(who, format('select body from public.messages where id = md5(%L)::uuid', message)),
  answer, format('%s looks for %s', who, message))
from (values ('ada', 'room1', '1'), ('ben', 'room2', '0'), ('ben', 'room3', '1'),
  ('removed', 'room1', '0'), ('outsider', 'room1', '0'), ('ada', 'pair1', '0'), ('ada', 'dark1', '0')
) t (who, message, answer);

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, split_part(statement, chr(10), 1)))
from unnest(array['ada', 'outsider', 'removed', 'impostor', 'nameless', 'anon']) who, unnest(array[
  'insert into public.messages (conversation_id, seq, ver, sender_id, client_id, body)
    values (md5(''room'')::uuid, 4, 4, auth.uid(), gen_random_uuid(), ''Forged'')',
  'update public.messages set body = ''Forged''',
  'update public.messages set sender_id = auth.uid()',
  'delete from public.messages',
  'truncate public.messages',
  'select id from public.messages for update'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the service role may: %s', split_part(statement, chr(10), 1)))
from (values
  ('insert into public.messages (conversation_id, seq, ver, sender_id, client_id, body)
    values (md5(''room'')::uuid, 4, 4, md5(''ada'')::uuid, gen_random_uuid(), ''Hello'')', '1'),
  ('update public.messages set body = '''', deleted_at = now()', '5'),
  ('delete from public.messages', '5')
) t (statement, answer);

select is(pg_temp.attempt('owner', format(
  'insert into public.messages
    (conversation_id, seq, ver, sender_id, client_id, body, reply_to, deleted_at)
    values (md5(%L)::uuid, %s, %s, md5(%L)::uuid, md5(%L)::uuid, %L, md5(%L)::uuid, %L)',
  room, seq, ver, sender, client, body, quoted, deleted)), answer, description)
from (values
  ('room', 4, 4, 'ada', 'new', 'Hi', null, null, '1', 'a message is stored'),
  ('room', 4, 4, 'ada', 'new', 'Hi', 'room1', null, '1', 'a message may quote another'),
  ('room', 3, 4, 'ada', 'new', 'Hi', null, null, '23505', 'a seq is used once'),
  ('room', 4, 4, 'ada', 'room1', 'Hi', null, null, '23505', 'a message is stored once, however often sent'),
  ('room', 4, 4, 'ben', 'room1', 'Hi', null, null, '1', 'another sender may use the same client id'),
  ('pair', 2, 2, 'ada', 'room1', 'Hi', null, null, '1', 'another conversation may use the same client id'),
  ('room', 0, 4, 'ada', 'new', 'Hi', null, null, '23514', 'seq begins with one'),
  ('room', 5, 4, 'ada', 'new', 'Hi', null, null, '23514', 'a message is itself a change'),
  ('room', 4, 4, 'ada', 'new', repeat('🎉', 4000), null, null, '1', '4000 characters, however many bytes'),
  ('room', 4, 4, 'ada', 'new', repeat('x', 4001), null, null, '23514', 'no more than 4000 characters'),
  ('room', 4, 4, 'ada', 'new', 'Hi', null, now(), '23514', 'a deleted message has no body'),
  ('room', 4, 4, 'ada', 'new', '', null, now(), '1', 'a deleted message keeps its seq'),
  ('room', 4, 4, 'impostor', 'new', 'Hi', null, null, '23503', 'a sender has an account'),
  ('nowhere', 1, 1, 'ada', 'new', 'Hi', null, null, '23503', 'a message is in a conversation'),
  ('room', 4, 4, 'ada', 'new', 'Hi', 'nothing', null, '23503', 'a quoted message exists')
) t (room, seq, ver, sender, client, body, quoted, deleted, answer, description);
select is(pg_temp.attempt('owner', 'update public.messages set ver = 3 where id = md5(''room1'')::uuid'), '23505',
  'each change has its own ver');

update public.messages set body = '', deleted_at = now() where id = md5('room3')::uuid;
select is(pg_temp.attempt('owner', 'insert into public.messages (conversation_id, seq, ver, sender_id, client_id, body)
  values (md5(''room'')::uuid, 4, 4, md5(''ada'')::uuid, md5(''room3'')::uuid, ''Hello'')'), '23505',
  'a message is stored once, also after it was deleted');

-- Only the relay writes threads and mentions, like everything else. An answer stays when its root is deleted.
select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'outsider', 'anon']) who, unnest(array[
  'update public.messages set thread_root = id', 'update public.messages set mentions = array[auth.uid()]'
]) statement;
select is(pg_temp.attempt('owner', 'update public.messages set thread_root = md5(''nothing'')::uuid'), '23503',
  'the root of a thread exists');
update public.messages set thread_root = md5('room1')::uuid where id = md5('room2')::uuid;
delete from public.messages where id = md5('room1')::uuid;
select is((select thread_root from public.messages where id = md5('room2')::uuid), null,
  'an answer stays when its root is deleted');
select is(pg_temp.attempt('ada', 'select private.message_words(body) from public.messages'), '42501',
  'the helpers of the search are the relay''s');

select policies_are('public', 'messages',
  array['service role has full access', 'participants read messages', 'only while the session stands', 'deleted accounts are nobody']);
select policy_roles_are('public', 'messages', 'only while the session stands', array['authenticated']);
select is((select permissive from pg_policies where tablename = 'messages' and policyname = 'only while the session stands'),
  'RESTRICTIVE', 'and it narrows all others');

select * from finish();
rollback;
