-- The previews that messages show: only the relay reads and writes them, and they go with their message.
begin;
select plan(68);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('removed', '{}'), ('outsider', '{}'), ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into public.conversations (id, kind, title, last_seq, last_ver) values (md5('group')::uuid, 'GROUP', 'Trip', 2, 2);
insert into public.conversation_participants (conversation_id, user_id, role, left_at) values
  (md5('group')::uuid, md5('ada')::uuid, 'owner', null), (md5('group')::uuid, md5('ben')::uuid, 'member', null),
  (md5('group')::uuid, md5('removed')::uuid, 'member', now());
insert into public.messages (id, conversation_id, seq, ver, sender_id, client_id, body, has_preview)
select md5('message ' || n)::uuid, md5('group')::uuid, n, n, md5('ada')::uuid, gen_random_uuid(), 'https://a.example/', n = 1
from generate_series(1, 2) n;
insert into private.link_previews (id, address, state, title, site)
values (md5('page')::uuid, 'https://a.example/', 'ready', 'A page', 'a.example');
insert into private.message_previews (message_id, preview_id, shown) values (md5('message 1')::uuid, md5('page')::uuid, true);

-- The writer, another participant, a former one, a stranger and a moderator all may nothing.
select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'removed', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who, unnest(array[
  'select shown from private.message_previews',
  'insert into private.message_previews (message_id) values (md5(''message 2'')::uuid)',
  'update private.message_previews set shown = false',
  'delete from private.message_previews',
  'truncate private.message_previews',
  'select has_preview from public.messages'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('insert into private.message_previews (message_id) values (md5(''message 2'')::uuid)', '1'),
  ('update private.message_previews set shown = shown', '1'),
  ('select shown from private.message_previews', '1'),
  ('delete from private.message_previews where not shown', '0'),
  ('truncate private.message_previews', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, statement))
from (values
  ('insert into private.message_previews (message_id) values (md5(''message 1'')::uuid)', '23505'),
  ('insert into private.message_previews (message_id) values (gen_random_uuid())', '23503')
) t (statement, answer);

select is(
  private.with_extras('{"a":1}', md5('message 1')::uuid)::jsonb,
  '{"a": 1, "preview": {"address": "https://a.example/", "title": "A page", "site": "a.example", "has_picture": false}}',
  'a message tells its preview'
);
select is(private.with_extras('{"a":1}', md5('message 2')::uuid)::text, '{"a":1}', 'a message without extras stays as it is');

update public.messages set body = '', deleted_at = now() where id = md5('message 1')::uuid;
select is(has_preview, false, 'a deleted message shows no preview') from public.messages where id = md5('message 1')::uuid;
select is((select count(*) from private.message_previews), 0::bigint, 'a preview goes with its message');
insert into private.message_previews (message_id, preview_id) values (md5('message 2')::uuid, md5('page')::uuid);
delete from public.conversations where id = md5('group')::uuid;
select is((select count(*) from private.message_previews), 0::bigint, 'a preview goes with its conversation');
select policies_are('private', 'message_previews', array['service role has full access', 'only while the session stands']);
select col_is_pk('private', 'message_previews', 'message_id', 'a message has one preview');

select * from finish();
rollback;
