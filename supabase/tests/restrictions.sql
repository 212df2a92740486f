-- Who is muted or suspended: only the relay reads it. The person and a moderator do not.
begin;
select plan(51);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('outsider', '{}'), ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into private.restrictions (account_id, muted_until) values (md5('ben')::uuid, now() + interval '1 hour');

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who, unnest(array[
  'select * from private.restrictions',
  'insert into private.restrictions default values',
  'update private.restrictions set muted_until = now()',
  'delete from private.restrictions',
  'truncate private.restrictions'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select * from private.restrictions', '1'),
  ('update private.restrictions set muted_until = now()', '1'),
  ('delete from private.restrictions', '1'),
  ('truncate private.restrictions', '42501')
) t (statement, answer);

select is(private.sign_in_refusal(md5('ben')::uuid, 'aal1'), null, 'a muted person is let in');
update private.restrictions set suspended_until = 'infinity';
select is(private.sign_in_refusal(md5('ben')::uuid, 'aal1'), 'suspended', 'a suspended person is not');
select is(pg_temp.attempt('ben', 'select id from public.profiles'), '0', 'and reads nothing through the Data API');
select is(pg_temp.attempt('ada', 'select id from public.profiles'), '1', 'others do');
update private.restrictions set suspended_until = now();
select is(private.sign_in_refusal(md5('ben')::uuid, 'aal1'), null, 'a suspension ends by itself');
select is(pg_temp.attempt('owner', 'insert into private.restrictions (muted_until) values (now())'), '23502',
  'it is about an account');

select policies_are('private', 'restrictions', array['service role has full access', 'only while the session stands']);

select * from finish();
rollback;
