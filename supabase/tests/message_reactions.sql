-- Reactions: the people who are in the conversation now see them with their message, and only the relay writes.
begin;
select plan(81);

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

insert into public.message_reactions (message_id, conversation_id, user_id, emoji)
select id, conversation_id, md5('ada')::uuid, '👍' from public.messages;

select is(pg_temp.attempt(who, 'select message_id, user_id, emoji, conversation_id, created_at
  from public.message_reactions'), answer, format('%s sees %s', who, answer))
from (values ('ada', '3'), ('ben', '1'), ('outsider', '1'), ('removed', '1'), ('masked', '0'),
  ('impostor', '0'), ('nameless', '0'), ('ended ada', '0'), ('anon', '42501'), ('service_role', '5')) t (who, answer);

select is(pg_temp.attempt(who, format(
  'select emoji from public.message_reactions where message_id = md5(%L)::uuid', message)),
  answer, format('%s looks at what is on %s', who, message))
from (values ('ada', 'room1', '1'), ('ben', 'room2', '0'), ('ben', 'room3', '1'),
  ('removed', 'room1', '0'), ('outsider', 'room1', '0'), ('ada', 'pair1', '0'), ('ada', 'dark1', '0')
) t (who, message, answer);

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, split_part(statement, chr(10), 1)))
from unnest(array['ada', 'ben', 'outsider', 'removed', 'impostor', 'nameless', 'anon']) who, unnest(array[
  'insert into public.message_reactions (message_id, conversation_id, user_id, emoji)
    values (md5(''room1'')::uuid, md5(''room'')::uuid, auth.uid(), ''🎉'')',
  'update public.message_reactions set emoji = ''💩''',
  'update public.message_reactions set user_id = auth.uid()',
  'delete from public.message_reactions',
  'truncate public.message_reactions',
  'select emoji from public.message_reactions for update',
  'select private.reactions_to(md5(''room1'')::uuid, ''{}'', auth.uid(), 10)'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the service role may: %s', split_part(statement, chr(10), 1)))
from (values
  ('insert into public.message_reactions (message_id, conversation_id, user_id, emoji)
    values (md5(''room1'')::uuid, md5(''room'')::uuid, md5(''ben'')::uuid, ''👍'')', '1'),
  ('update public.message_reactions set emoji = ''🎉''', '5'),
  ('delete from public.message_reactions', '5')
) t (statement, answer);

select is(pg_temp.attempt('owner', format(
  'insert into public.message_reactions (message_id, conversation_id, user_id, emoji)
    values (md5(%L)::uuid, md5(%L)::uuid, md5(%L)::uuid, %L)', message, room, person, emoji)),
  answer, description)
from (values
  ('room1', 'room', 'ada', '🎉', '1', 'a person may add a second emoji'),
  ('room1', 'room', 'ada', '👍', '23505', 'a person cannot add the same emoji twice'),
  ('room1', 'room', 'ben', '', '23514', 'an empty text is no reaction'),
  ('room1', 'room', 'ben', repeat('x', 33), '23514', 'a long text is no reaction'),
  ('room1', 'room', 'impostor', '👍', '23503', 'a reaction needs an account'),
  ('nothing', 'room', 'ada', '👍', '23503', 'a reaction is on a message'),
  ('room1', 'nowhere', 'ben', '👍', '23503', 'a reaction is in a conversation')
) t (message, room, person, emoji, answer, description);

delete from public.messages where id = md5('room1')::uuid;
select is((select count(*)::int from public.message_reactions), 4, 'reactions go with their message');
delete from auth.users where id = md5('ada')::uuid;
select is((select count(*)::int from public.message_reactions), 0, 'reactions go with the account');

select policies_are('public', 'message_reactions',
  array['service role has full access', 'participants see reactions', 'only while the session stands', 'deleted accounts are nobody']);
select policy_roles_are('public', 'message_reactions', 'only while the session stands', array['authenticated']);
select is((select permissive from pg_policies where tablename = 'message_reactions' and policyname = 'only while the session stands'),
  'RESTRICTIVE', 'and it narrows all others');

select * from finish();
rollback;
