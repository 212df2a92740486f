-- Who looked up an alias: only the relay reads it, and nobody changes it.
begin;
select plan(45);

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
  'select reason from private.unmaskings',
  'insert into private.unmaskings (reason) values (''x'')',
  'update private.unmaskings set reason = reason',
  'delete from private.unmaskings',
  'truncate private.unmaskings'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select reason from private.unmaskings', '1'),
  ('delete from private.unmaskings', '42501'),
  ('truncate private.unmaskings', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, statement))
from (values
  ('update private.unmaskings set reason = ''''', '23514')
) t (statement, answer);

select policies_are('private', 'unmaskings', array['service role reads', 'service role appends', 'only while the session stands']);

select * from finish();
rollback;
