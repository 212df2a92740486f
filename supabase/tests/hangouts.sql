-- Hangouts: everybody who is signed in sees open rooms, members see their closed ones, and only the relay writes.
begin;
select plan(75);

\ir attempt.psql

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com'
from unnest(array['ada', 'ben', 'outsider', 'removed']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.conversations (id, kind, title, last_seq, last_ver)
values (md5('open')::uuid, 'HANGOUT', 'Open', 1, 1), (md5('closed')::uuid, 'HANGOUT', 'Closed', 1, 1);
insert into public.hangouts (conversation_id, topic, closed_at)
values (md5('open')::uuid, 'Roses', null), (md5('closed')::uuid, 'Thorns', now());
insert into public.conversation_participants (conversation_id, user_id, left_at, in_room)
select md5(room)::uuid, md5(name)::uuid, gone, true
from (values ('open', 'ada', null), ('open', 'ben', null), ('open', 'removed', now()),
  ('closed', 'ada', null), ('closed', 'ben', null), ('closed', 'removed', now())) s (room, name, gone);
insert into public.messages (conversation_id, seq, ver, sender_id, client_id, body)
select md5(room)::uuid, 1, 1, md5('ada')::uuid, gen_random_uuid(), 'hello' from unnest(array['open', 'closed']) room;

select is(pg_temp.attempt(who, 'select conversation_id, topic, history, slow_mode_seconds, locked_at, closed_at
  from public.hangouts'), answer, format('%s sees %s rooms', who, answer))
from (values ('ada', '2'), ('ben', '2'), ('outsider', '1'), ('removed', '1'),
  ('ended ada', '0'), ('anon', '42501'), ('service_role', '2')) t (who, answer);

-- A person outside reads the topic of an open room, and neither its name, its people nor its messages.
select is(pg_temp.attempt(who, format('select %s from public.%s', what, place)), answer,
  format('%s reads %s of %s: %s', who, what, place, answer))
from (values ('ada', '2'), ('outsider', '0'), ('removed', '0')) t (who, answer),
  (values ('id', 'messages'), ('title', 'conversations')) p (what, place);

-- The members of a room need not know each other: each sees only their own row, and no profile.
select is(pg_temp.attempt(who, format('select last_read_seq from public.conversation_participants
  where user_id = md5(%L)::uuid', whom)), answer, format('%s reads the row of %s: %s', who, whom, answer))
from (values ('ada', 'ada', '2'), ('ada', 'ben', '0'), ('ben', 'ada', '0'), ('outsider', 'ada', '0'),
  ('removed', 'removed', '0')) t (who, whom, answer);
select is(pg_temp.attempt('ada', 'select id from public.profiles where id = md5(''ben'')::uuid'), '0',
  'a member of the same room is a stranger');

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'outsider', 'removed', 'impostor', 'nameless', 'anon']) who, unnest(array[
  'insert into public.hangouts (conversation_id) values (md5(''open'')::uuid)',
  'update public.hangouts set topic = ''Mine''',
  'delete from public.hangouts',
  'truncate public.hangouts',
  'select lively_at from public.hangouts',
  'select barred_at from public.conversation_participants',
  'select pinned_at from public.conversation_participants',
  'select archived_seq from public.conversation_participants'
]) statement;

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, statement))
from (values
  ('update public.hangouts set history = ''none''', '23514'),
  ('update public.hangouts set slow_mode_seconds = 21601', '23514'),
  ('update public.hangouts set slow_mode_seconds = -1', '23514'),
  ('update public.hangouts set topic = repeat(''x'', 301)', '23514'),
  ('delete from public.conversations where kind = ''HANGOUT''', '2')
) t (statement, answer);

select policies_are('public', 'hangouts',
  array['service role has full access', 'everybody sees open rooms', 'only while the session stands']);
select policy_roles_are('public', 'hangouts', 'everybody sees open rooms', array['authenticated']);
select is((select permissive from pg_policies where tablename = 'hangouts' and policyname = 'only while the session stands'),
  'RESTRICTIVE', 'and the session narrows all others');

select * from finish();
rollback;
