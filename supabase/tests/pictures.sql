-- Pictures of people and groups: only the relay reads and writes them.
begin;
select plan(56);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('removed', '{}'), ('outsider', '{}'), ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into public.conversations (id, kind, title) values (md5('group')::uuid, 'GROUP', 'Trip');
insert into public.conversation_participants (conversation_id, user_id, role, left_at) values
  (md5('group')::uuid, md5('ada')::uuid, 'owner', null), (md5('group')::uuid, md5('removed')::uuid, 'member', now());
insert into private.pictures (profile_id, bytes) values (md5('ada')::uuid, 'x');
insert into private.pictures (conversation_id, bytes) values (md5('group')::uuid, 'y');

-- The person of the picture, who is in the group, a former participant, a stranger and a moderator all may nothing.
select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'removed', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who, unnest(array[
  'select bytes from private.pictures',
  'insert into private.pictures (profile_id, bytes) values (md5(''outsider'')::uuid, ''z'')',
  'update private.pictures set bytes = ''z''',
  'delete from private.pictures',
  'truncate private.pictures'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select bytes from private.pictures', '2'),
  ('insert into private.pictures (profile_id, bytes) values (md5(''outsider'')::uuid, ''z'')', '1'),
  ('update private.pictures set bytes = ''z''', '2'),
  ('delete from private.pictures', '2'),
  ('truncate private.pictures', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, statement))
from (values
  ('insert into private.pictures (profile_id, bytes) values (md5(''ada'')::uuid, ''z'')', '23505'),
  ('insert into private.pictures (bytes) values (''z'')', '23514'),
  ('insert into private.pictures (profile_id, bytes) values (md5(''outsider'')::uuid, '''')', '23514'),
  ('insert into private.pictures (profile_id, conversation_id, bytes) values (md5(''outsider'')::uuid, md5(''group'')::uuid, ''z'')', '23514'),
  ('update public.profiles set avatar_url = ''picture:'' || gen_random_uuid() where id = md5(''ada'')::uuid', '1'),
  ('update public.profiles set avatar_url = ''data:image/png;base64,'' where id = md5(''ada'')::uuid', '23514'),
  ('update public.conversations set avatar_url = ''picture:'' || gen_random_uuid() where id = md5(''group'')::uuid', '1'),
  ('update public.conversations set avatar_url = ''javascript:alert(1)'' where id = md5(''group'')::uuid', '23514')
) t (statement, answer);

delete from auth.users where id = md5('ada')::uuid;
delete from public.conversations where id = md5('group')::uuid;
select is((select count(*) from private.pictures), 0::bigint, 'a picture goes with its person and its group');
select policies_are('private', 'pictures', array['service role has full access', 'only while the session stands']);
select col_is_pk('private', 'pictures', 'version', 'a version names one picture');

select * from finish();
rollback;
