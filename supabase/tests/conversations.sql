-- Conversations: the people who are in them now see them, and only the relay writes.
begin;
select plan(78);

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

select is(pg_temp.attempt(who, 'select id, kind, title, participant_count, last_seq, last_ver, created_at, active_at
  from public.conversations'), answer, format('%s sees %s', who, answer))
from (values ('ada', '1'), ('ben', '1'), ('outsider', '1'), ('removed', '1'), ('masked', '0'),
  ('impostor', '0'), ('nameless', '0'), ('ended ada', '0'), ('anon', '42501'), ('service_role', '3')) t (who, answer);

select is(pg_temp.attempt(who, format('select id from public.conversations where id = md5(%L)::uuid', room)),
  answer, format('%s looks for %s', who, room))
from (values ('ada', 'room', '1'), ('removed', 'room', '0'), ('outsider', 'room', '0'),
  ('ada', 'pair', '0'), ('ada', 'dark', '0')) t (who, room, answer);

select is(pg_temp.attempt(who, format('select %s from public.conversations', hidden)), '42501',
  format('%s does not read %s', who, hidden))
from unnest(array['ada', 'outsider', 'anon']) who, unnest(array['direct_key', 'creation_key', '*']) hidden;

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'outsider', 'removed', 'impostor', 'nameless', 'anon']) who, unnest(array[
  'insert into public.conversations (kind) values (''GROUP'')',
  'update public.conversations set title = ''Mine''',
  'update public.conversations set last_seq = last_seq + 1',
  'delete from public.conversations',
  'truncate public.conversations cascade',
  'select id from public.conversations for update'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the service role may: %s', statement))
from (values
  ('select direct_key from public.conversations where direct_key = ''outsider:removed''', '1'),
  ('insert into public.conversations (kind) values (''HANGOUT'')', '1'),
  ('update public.conversations set active_at = now()', '3'),
  ('delete from public.conversations', '3')
) t (statement, answer);

select is(pg_temp.attempt('owner', format(
  'insert into public.conversations (kind, title, direct_key, last_seq, last_ver)
    values (%L, %L, %L, %s, %s)', kind, title, pair, seq, ver)), answer, description)
from (values
  ('GROUP', null, null, 0, 0, '1', 'a group needs no title'),
  ('PARTY', null, null, 0, 0, '23514', 'a kind is one of five'),
  ('GROUP', '', null, 0, 0, '23514', 'a title is not empty'),
  ('GROUP', repeat('🎉', 120), null, 0, 0, '1', 'a title has up to 120 characters, however many bytes'),
  ('GROUP', repeat('x', 121), null, 0, 0, '23514', 'a title has no more than 120 characters'),
  ('DIRECT', null, 'a:b', 0, 0, '1', 'a pair is found by its key'),
  ('DIRECT', null, 'outsider:removed', 0, 0, '23505', 'a pair has one conversation'),
  ('DIRECT', null, null, 0, 0, '23514', 'a pair has a key'),
  ('GROUP', null, 'a:b', 0, 0, '23514', 'only a pair has a key'),
  ('GROUP', null, null, -1, 0, '23514', 'a counter is not negative'),
  ('GROUP', null, null, 2, 1, '23514', 'every message is a change')
) t (kind, title, pair, seq, ver, answer, description);

select policies_are('public', 'conversations',
  array['service role has full access', 'participants see the conversation', 'only while the session stands']);
select policy_roles_are('public', 'conversations', 'only while the session stands', array['authenticated']);
select is((select permissive from pg_policies where tablename = 'conversations' and policyname = 'only while the session stands'),
  'RESTRICTIVE', 'and it narrows all others');

select * from finish();
rollback;
