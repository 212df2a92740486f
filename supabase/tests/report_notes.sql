-- What reporters said: only the relay reads and writes it.
begin;
select plan(48);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('outsider', '{}'), ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into public.reports (id, kind, reason, message_id, subject_id)
values (md5('report')::uuid, 'message', 'spam', md5('message')::uuid, md5('ben')::uuid);
insert into private.report_notes (report_id, reporter_id, reason)
values (md5('report')::uuid, md5('ada')::uuid, 'spam');

-- The reporter, the reported person, a stranger and a moderator all may nothing.
select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who, unnest(array[
  'select reason from private.report_notes',
  'insert into private.report_notes (reason) values (''spam'')',
  'update private.report_notes set reason = ''hate''',
  'delete from private.report_notes',
  'truncate private.report_notes'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select reason from private.report_notes', '1'),
  ('update private.report_notes set reason = ''hate''', '1'),
  ('delete from private.report_notes', '1'),
  ('truncate private.report_notes', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, statement))
from (values
  ('insert into private.report_notes select * from private.report_notes', '23505'),
  ('update private.report_notes set note = repeat(''x'', 1001)', '23514'),
  ('delete from public.reports', '1')
) t (statement, answer);

select policies_are('private', 'report_notes', array['service role has full access', 'only while the session stands']);

select * from finish();
rollback;
