-- Who came by an invitation: only the relay knows, and the inviter sees a number.
begin;
select plan(53);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('removed', '{}'), ('outsider', '{}'),
  ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into private.invitations (id, token_hash, inviter_id)
values (md5('own')::uuid, sha256('own'), md5('ada')::uuid);
insert into private.invitation_uses (invitation_id, account_id) values (md5('own')::uuid, md5('ben')::uuid);

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'removed', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who,
unnest(array[
  'select * from private.invitation_uses',
  'insert into private.invitation_uses default values',
  'update private.invitation_uses set account_id = auth.uid()',
  'delete from private.invitation_uses',
  'truncate private.invitation_uses'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select * from private.invitation_uses', '1'),
  ('update private.invitation_uses set account_id = md5(''outsider'')::uuid', '1'),
  ('delete from private.invitation_uses', '1'),
  ('truncate private.invitation_uses', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', 'insert into private.invitation_uses values (md5(''own'')::uuid, md5(''ben'')::uuid)'),
  '23505', 'a person counts once');
delete from auth.users where id = md5('ben')::uuid;
select is(count(*), 0::bigint, 'an account that is deleted leaves no trace here') from private.invitation_uses;
select is(count(*), 1::bigint, 'the link stays') from private.invitations;

select policies_are('private', 'invitation_uses', array['service role has full access', 'only while the session stands']);

select * from finish();
rollback;
