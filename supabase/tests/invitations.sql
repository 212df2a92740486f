-- Invitations: only the relay reads and writes them, also those that a person made. The right to invite is taken with
-- the role and with the place in the group.
begin;
select plan(58);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('removed', '{}'), ('outsider', '{}'),
  ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.conversations (id, kind, title) values (md5('group')::uuid, 'GROUP', 'Group');
insert into public.conversation_participants (conversation_id, user_id, role, left_at)
values (md5('group')::uuid, md5('ada')::uuid, 'owner', null), (md5('group')::uuid, md5('ben')::uuid, 'admin', null),
  (md5('group')::uuid, md5('removed')::uuid, 'member', now());
insert into private.invitations (id, token_hash, inviter_id, conversation_id)
values (md5('ada')::uuid, sha256('ada'), md5('ada')::uuid, md5('group')::uuid),
  (md5('ben')::uuid, sha256('ben'), md5('ben')::uuid, md5('group')::uuid),
  (md5('own')::uuid, sha256('own'), md5('ben')::uuid, null);

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'removed', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who,
unnest(array[
  'select * from private.invitations',
  'insert into private.invitations default values',
  'update private.invitations set uses = 0',
  'delete from private.invitations',
  'truncate private.invitations cascade'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select * from private.invitations', '3'),
  ('update private.invitations set uses = 1', '3'),
  ('delete from private.invitations', '3'),
  ('truncate private.invitations cascade', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, statement))
from (values
  ('update private.invitations set token_hash = sha256(''ada'')', '23505'),
  ('update private.invitations set creation_key = sha256(''ada'')', '23505'),
  ('update private.invitations set token_hash = ''short''', '23514'),
  ('update private.invitations set max_uses = 0', '23514'),
  ('update private.invitations set max_uses = 1, uses = 2', '23514')
) t (statement, answer);

update public.conversation_participants set last_read_seq = 0, role = 'admin' where user_id = md5('ada')::uuid;
select is(count(*), 3::bigint, 'an owner who becomes an admin still invites') from private.invitations;
update public.conversation_participants set role = 'member' where user_id = md5('ada')::uuid;
update public.conversation_participants set left_at = now() where user_id = md5('ben')::uuid;
select is(array_agg(id), array[md5('own')::uuid], 'who may add nobody any more has no link to the group')
from private.invitations;
delete from auth.users where id = md5('ben')::uuid;
select is(count(*), 0::bigint, 'an account takes its links with it') from private.invitations;

select policies_are('private', 'invitations', array['service role has full access', 'only while the session stands']);

select * from finish();
rollback;
