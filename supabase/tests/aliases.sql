-- Who is behind an alias: nobody reads it but the relay, not even about themselves.
begin;
select plan(94);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('outsider', '{}'), ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into public.conversations (id, kind, title)
values ('0d0d0d0d-0d0d-8da2-8d0d-0d0d0d0d0d0d', 'DARK_ROOM', 'Dark');
insert into private.accounts (id) values
  ('a0a0a0a0-0d0d-8da2-8d0d-0d0d0d0d0d0d'), ('b0b0b0b0-0d0d-8da2-8d0d-0d0d0d0d0d0d');
insert into private.aliases (id, conversation_id, user_id, name) values
  ('a0a0a0a0-0d0d-8da2-8d0d-0d0d0d0d0d0d', '0d0d0d0d-0d0d-8da2-8d0d-0d0d0d0d0d0d', md5('ada')::uuid, 'Quiet Owl'),
  ('b0b0b0b0-0d0d-8da2-8d0d-0d0d0d0d0d0d', '0d0d0d0d-0d0d-8da2-8d0d-0d0d0d0d0d0d', md5('ben')::uuid, 'Bold Fox');
insert into private.alias_blocks (blocker_id, blocked_id)
values ('a0a0a0a0-0d0d-8da2-8d0d-0d0d0d0d0d0d', 'b0b0b0b0-0d0d-8da2-8d0d-0d0d0d0d0d0d');
insert into private.unmaskings (alias_id, report_id, moderator_id, reason)
values ('b0b0b0b0-0d0d-8da2-8d0d-0d0d0d0d0d0d', gen_random_uuid(), md5('moderator')::uuid, 'threats');
insert into public.conversation_participants (conversation_id, user_id, in_room)
select conversation_id, id, true from private.aliases;

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who, unnest(array[
  'select name from private.aliases',
  'update private.aliases set name = ''Mine''',
  'insert into private.aliases (name) values (''Mine'')',
  'delete from private.aliases',
  'truncate private.aliases',
  'select blocked_id from private.alias_blocks',
  'delete from private.alias_blocks',
  'select reason from private.unmaskings',
  'update private.unmaskings set reason = ''none''',
  'select private.forget_aliases(1)'
]) statement;

select is(pg_temp.attempt(who, statement), '0', format('%s sees nothing: %s', who, statement))
from unnest(array['ada', 'ben']) who, unnest(array[
  'select role from public.conversation_participants',
  'select title from public.conversations'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select name from private.aliases', '2'),
  ('select reason from private.unmaskings', '1'),
  ('update private.unmaskings set reason = ''none''', '42501'),
  ('delete from private.unmaskings', '42501'),
  ('select blocked_id from private.alias_blocks', '1')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, statement))
from (values
  ('update private.aliases set name = ''Same''', '23505'),
  ('insert into private.aliases (id, conversation_id, name) select md5(''ada'')::uuid, conversation_id, ''Third Cat'' from private.aliases limit 1', '23514'),
  ('update private.aliases set user_id = md5(''ada'')::uuid', '23505')
) t (statement, answer);

select policies_are('private', 'aliases', array['service role has full access', 'only while the session stands']);
select policies_are('private', 'unmaskings', array['service role reads', 'service role appends', 'only while the session stands']);

select * from finish();
rollback;
