-- What moderators did: only the relay reads and writes it.
begin;
select plan(49);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('outsider', '{}'), ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into public.reports (id, kind, reason, message_id, subject_id)
values (md5('report')::uuid, 'message', 'spam', md5('message')::uuid, md5('ben')::uuid);
insert into private.moderation_actions (report_id, action, reason, subject_id, moderator_id)
values (md5('report')::uuid, 'warn', 'Please stop.', md5('ben')::uuid, md5('moderator')::uuid);

-- The reporter, the reported person, a stranger and a moderator all may nothing.
select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who, unnest(array[
  'select reason from private.moderation_actions',
  'insert into private.moderation_actions (reason) values (''spam'')',
  'update private.moderation_actions set reason = ''hate''',
  'delete from private.moderation_actions',
  'truncate private.moderation_actions'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select reason from private.moderation_actions', '1'),
  ('update private.moderation_actions set reason = ''hate''', '1'),
  ('delete from private.moderation_actions', '1'),
  ('truncate private.moderation_actions', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, statement))
from (values
  ('update private.moderation_actions set action = ''praise''', '23514'),
  ('update private.moderation_actions set reason = repeat(''x'', 501)', '23514'),
  ('update private.moderation_actions set reason = ''''', '23514'),
  ('delete from public.reports', '1')
) t (statement, answer);

select policies_are('private', 'moderation_actions', array['service role has full access', 'only while the session stands']);

select * from finish();
rollback;
