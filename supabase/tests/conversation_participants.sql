-- Participants: the people who are in the conversation now see them, and only the relay writes.
begin;
select plan(105);

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

select is(pg_temp.attempt(who, 'select conversation_id, user_id, role, last_read_seq, last_delivered_seq,
  joined_seq, joined_at, left_at from public.conversation_participants'), answer,
  format('%s sees %s', who, answer))
from (values ('ada', '2'), ('ben', '2'), ('outsider', '2'), ('removed', '2'), ('masked', '0'),
  ('impostor', '0'), ('nameless', '0'), ('ended ada', '0'), ('anon', '42501'), ('service_role', '7')) t (who, answer);

select is(pg_temp.attempt(who, format('select user_id from public.conversation_participants
  where conversation_id = md5(%L)::uuid and user_id = md5(%L)::uuid', room, whom)), answer,
  format('%s looks for %s in %s', who, whom, room))
from (values ('ada', 'room', 'ben', '1'), ('ada', 'room', 'removed', '0'),
  ('removed', 'room', 'removed', '0'), ('removed', 'room', 'ada', '0'), ('outsider', 'room', 'ada', '0'),
  ('ada', 'pair', 'outsider', '0'), ('ada', 'dark', 'masked', '0'), ('ada', 'dark', 'ada', '0')
) t (who, room, whom, answer);

-- A pair that its counterpart opened shows with the first message. The opener sees it from the start.
savepoint unwritten;
update public.conversations set last_seq = 0, last_ver = 0 where id = md5('pair')::uuid;
update public.conversation_participants set awaits_message = true
where conversation_id = md5('pair')::uuid and user_id = md5('removed')::uuid;
select is(pg_temp.attempt(who, format('select id from public.%s', source)), answer,
  format('%s in an unwritten pair sees %s of %s', who, answer, source))
from (values ('outsider', 'conversations', '1'), ('removed', 'conversations', '0'),
  ('outsider', 'profiles', '2'), ('removed', 'profiles', '1'), ('anon', 'conversations', '42501')) t (who, source, answer);
rollback to unwritten;

-- A person who blocked their counterpart sees no receipts of the pair. Receipts in a shared group stay visible.
insert into public.blocks (blocker_id, blocked_id)
values (md5('outsider')::uuid, md5('removed')::uuid), (md5('ada')::uuid, md5('ben')::uuid);
select is(pg_temp.attempt(who, format('select last_read_seq from public.conversation_participants
  where conversation_id = md5(%L)::uuid and user_id = md5(%L)::uuid', room, whom)), answer,
  format('%s reads the receipts of %s in %s: %s', who, whom, room, answer))
from (values ('outsider', 'pair', 'removed', '0'), ('outsider', 'pair', 'outsider', '1'),
  ('removed', 'pair', 'outsider', '1'), ('removed', 'pair', 'removed', '1'), ('ada', 'room', 'ben', '1')
) t (who, room, whom, answer);

select is(pg_temp.attempt(who, format('select %s from public.conversation_participants', hidden)), '42501',
  format('%s does not read %s', who, hidden))
from unnest(array['ada', 'outsider', 'anon']) who, unnest(array['receipts_ver', 'own_ver', 'draft', 'draft_at', 'muted', 'notify', 'marked_unread', 'awaits_message', '*']) hidden;

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, split_part(statement, chr(10), 1)))
from unnest(array['ada', 'outsider', 'removed', 'impostor', 'nameless', 'anon']) who, unnest(array[
  'insert into public.conversation_participants (conversation_id, user_id)
    values (md5(''pair'')::uuid, auth.uid())',
  'update public.conversation_participants set left_at = null where user_id = auth.uid()',
  'update public.conversation_participants set role = ''owner'' where user_id = auth.uid()',
  'update public.conversation_participants set last_read_seq = 3, last_delivered_seq = 3',
  'delete from public.conversation_participants',
  'truncate public.conversation_participants'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the service role may: %s', split_part(statement, chr(10), 1)))
from (values
  ('insert into public.conversation_participants (conversation_id, user_id)
    values (md5(''room'')::uuid, md5(''outsider'')::uuid)', '1'),
  ('update public.conversation_participants set left_at = now()', '7'),
  ('delete from public.conversation_participants', '7')
) t (statement, answer);

select is(pg_temp.attempt('owner', format(
  'update public.conversation_participants set %s where user_id = md5(''ben'')::uuid', change)), answer,
  format('%s: %s', change, answer))
from (values
  ('last_delivered_seq = 2, last_read_seq = 2', '1'), ('last_delivered_seq = 1, last_read_seq = 2', '23514'),
  ('last_delivered_seq = -1, last_read_seq = -1', '23514'), ('role = ''king''', '23514'),
  ('conversation_id = md5(''nowhere'')::uuid', '23503'), ('user_id = md5(''impostor'')::uuid', '23503')
) t (change, answer);
select is(pg_temp.attempt('owner', 'insert into public.conversation_participants (conversation_id, user_id)
  values (md5(''room'')::uuid, md5(''removed'')::uuid)'), '23505', 'a person has one row, also after leaving');

delete from public.conversations where id = md5('pair')::uuid;
select is((select count(*) from public.conversation_participants where conversation_id = md5('pair')::uuid),
  0::bigint, 'participants go with their conversation');

select policies_are('public', 'conversation_participants',
  array['service role has full access', 'participants see each other', 'only while the session stands', 'deleted accounts are nobody']);
select policy_roles_are('public', 'conversation_participants', 'only while the session stands', array['authenticated']);
select is((select permissive from pg_policies where tablename = 'conversation_participants' and policyname = 'only while the session stands'),
  'RESTRICTIVE', 'and it narrows all others');

select * from finish();
rollback;
