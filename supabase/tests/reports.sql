-- Reports: only the relay reads and writes them, also for moderators.
begin;
select plan(53);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('outsider', '{}'), ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into public.reports (id, kind, reason, message_id, subject_id)
values (md5('report')::uuid, 'message', 'spam', md5('message')::uuid, md5('ben')::uuid);

-- The reporter, the reported person, a stranger and a moderator all may nothing.
select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who, unnest(array[
  'select reason from public.reports',
  'insert into public.reports (reason) values (''spam'')',
  'update public.reports set reason = ''hate''',
  'delete from public.reports',
  'truncate public.reports'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select reason from public.reports', '1'),
  ('update public.reports set reason = ''hate''', '1'),
  ('delete from public.reports', '1'),
  ('truncate public.reports', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, statement))
from (values
  ('insert into public.reports (kind, reason, message_id) values (''message'', ''spam'', md5(''message'')::uuid)', '23505'),
  ('insert into public.reports (kind, reason) values (''message'', ''spam'')', '23514'),
  ('insert into public.reports (kind, reason) values (''person'', ''boring'')', '23514'),
  ('insert into public.reports (kind, reason) values (''review'', ''filter'')', '23514'),
  ('insert into public.reports (kind, reason) values (''appeal'', ''appeal'')', '23514'),
  ('update public.reports set claimed_by = gen_random_uuid()', '23514'),
  ('update public.reports set context = ''{}''', '23514'),
  ('update public.reports set reporter_count = 0', '23514')
) t (statement, answer);

select policies_are('public', 'reports', array['service role has full access', 'only while the session stands']);

select * from finish();
rollback;
