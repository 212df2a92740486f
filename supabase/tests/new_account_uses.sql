-- What new accounts did: only the relay counts. The person, a moderator and the others do not see it.
begin;
select plan(59);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('outsider', '{}'), ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into private.new_account_uses (account_id, what, uses) values (md5('ben')::uuid, 'posts', 1);

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who, unnest(array[
  'select * from private.new_account_uses',
  'insert into private.new_account_uses (account_id, what, uses) values (gen_random_uuid(), ''posts'', 1)',
  'update private.new_account_uses set uses = 1',
  'delete from private.new_account_uses',
  'truncate private.new_account_uses',
  'select private.use_new_account(auth.uid(), ''posts'', 1)'
]) statement;

update private.installation set new_account_posts = 3;
update auth.users set created_at = now() where id = md5('ben')::uuid;
update auth.users set created_at = now() - interval '25 hours' where id = md5('ada')::uuid;
select is(private.use_new_account(md5('ben')::uuid, 'posts', 3) > 86000, true, 'too many at once: the answer is the time to wait');
select is(private.use_new_account(md5('ben')::uuid, 'posts', 2), null, 'as many as are left may be made');
select is(private.use_new_account(md5('ben')::uuid, 'posts', 1) > 86000, true, 'and then no more');
select is(private.use_new_account(md5('ben')::uuid, 'rooms', 9), null, 'what has no limit is not counted');
select is(private.use_new_account(md5('ada')::uuid, 'posts', 9), null, 'an older account has no limit');
select results_eq('select account_id, what, uses from private.new_account_uses',
  $$values (md5('ben')::uuid, 'posts', 3::bigint)$$, 'only the posts of the new account are counted');

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select * from private.new_account_uses', '1'),
  ('truncate private.new_account_uses', '42501'),
  ('delete from private.new_account_uses', '1')
) t (statement, answer);

select is(pg_temp.attempt('owner', 'insert into private.new_account_uses (account_id, what, uses)
  values (gen_random_uuid(), ''flags'', 1)'), '23514', 'only what is known is counted');

select policies_are('private', 'new_account_uses', array['service role has full access', 'only while the session stands']);

select * from finish();
rollback;
