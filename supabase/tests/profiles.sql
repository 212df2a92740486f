-- Profiles: people who share a conversation read four columns, and only the relay writes.
begin;
select plan(97);

\ir attempt.psql

insert into auth.users (id, email, raw_user_meta_data)
select md5(name)::uuid, name || '@example.com', jsonb_build_object('username', name)
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

select is(pg_temp.attempt(who, 'select id, username, display_name, avatar_url from public.profiles'), answer,
  format('%s sees %s', who, answer))
from (values ('ada', '2'), ('ben', '2'), ('outsider', '2'), ('removed', '2'), ('masked', '1'),
  ('impostor', '0'), ('nameless', '0'), ('ended ada', '0'), ('anon', '42501'), ('service_role', '5')) t (who, answer);

select is(pg_temp.attempt(who, format('select username from public.profiles where id = md5(%L)::uuid', whom)),
  answer, format('%s looks for %s', who, whom))
from (values ('ada', 'ben', '1'), ('ada', 'ada', '1'), ('ada', 'outsider', '0'),
  ('ada', 'removed', '0'), ('removed', 'ada', '0'), ('removed', 'outsider', '1'),
  ('outsider', 'ada', '0'), ('masked', 'ada', '0'), ('ada', 'masked', '0')) t (who, whom, answer);

select is(pg_temp.attempt(who, format('select %s from public.profiles', hidden)), '42501',
  format('%s does not read %s', who, hidden))
from unnest(array['ada', 'outsider', 'anon']) who,
  unnest(array['search_text', 'last_seen_at', 'role', 'created_at', 'changed_at', '*']) hidden;

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'outsider', 'removed', 'impostor', 'nameless', 'anon']) who, unnest(array[
  'insert into public.profiles (id, username, display_name) values (auth.uid(), ''forged'', ''Forged'')',
  'update public.profiles set role = ''admin'' where id = auth.uid()',
  'update public.profiles set display_name = ''Ben'' where id = auth.uid()',
  'delete from public.profiles',
  'truncate public.profiles',
  'select private.ensure_profile(auth.uid(), ''x'', null)'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the service role may: %s', statement))
from (values
  ('update public.profiles set last_seen_at = now()', '5'),
  ('delete from public.profiles', '5'),
  ('select private.ensure_profile(md5(''ada'')::uuid, ''ada@example.com'', null)', '1')
) t (statement, answer);

select is(pg_temp.attempt('owner', format('update public.profiles set %s where id = md5(''ada'')::uuid', change)),
  answer, format('%s: %s', change, answer))
from (values
  ($$username = 'ben'$$, '23505'), ($$username = 'Ada'$$, '23514'), ($$username = 'a'$$, '23514'),
  ($$username = '.dot'$$, '23514'), ($$username = repeat('m', 31)$$, '23514'),
  ($$username = repeat('m', 30)$$, '1'), ($$username = 'line' || chr(10)$$, '23514'),
  ($$display_name = ''$$, '23514'), ($$display_name = repeat('ä', 80)$$, '1'),
  ($$display_name = repeat('ä', 81)$$, '23514'), ($$avatar_url = 'http://x.example'$$, '23514'),
  ($$avatar_url = 'javascript:alert(1)'$$, '23514'), ($$avatar_url = 'https://x.example/a.png'$$, '1'),
  ($$avatar_url = 'https://' || repeat('x', 2000)$$, '23514'), ($$role = 'king'$$, '23514')
) t (change, answer);

-- The trigger stores the present moment, which is after the beginning of this transaction.
create function pg_temp.moved(change text) returns boolean language plpgsql as $$
declare
  moved boolean;
begin
  update public.profiles set changed_at = '2020-01-01' where id = md5('ada')::uuid;
  execute format('update public.profiles set %s where id = md5(''ada'')::uuid returning changed_at > now()', change)
    into moved;
  return moved;
end;
$$;
select is(pg_temp.moved(change), moves, format('%s: changed_at moves: %s', change, moves))
from (values ('username = ''ada.two''', true), ('display_name = display_name', false),
  ('last_seen_at = now(), role = ''moderator''', false)) t (change, moves);

select policies_are('public', 'profiles',
  array['service role has full access', 'people see whom they talk to', 'only while the session stands']);
select policy_roles_are('public', 'profiles', 'only while the session stands', array['authenticated']);
select is((select permissive from pg_policies where tablename = 'profiles' and policyname = 'only while the session stands'),
  'RESTRICTIVE', 'and it narrows all others');

select * from finish();
rollback;
