-- Files of reported messages: only the relay reads and writes them, also for moderators.
begin;
select plan(57);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('removed', '{}'), ('outsider', '{}'),
  ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.conversations (id, kind, title, last_seq, last_ver) values (md5('group')::uuid, 'GROUP', 'Group', 1, 1);
insert into public.conversation_participants (conversation_id, user_id, left_at)
values (md5('group')::uuid, md5('ada')::uuid, null), (md5('group')::uuid, md5('ben')::uuid, null),
  (md5('group')::uuid, md5('removed')::uuid, now());
insert into public.messages (id, conversation_id, seq, ver, sender_id, client_id, body, file_count)
values (md5('message')::uuid, md5('group')::uuid, 1, 1, md5('ada')::uuid, gen_random_uuid(), '', 1);
insert into private.uploads (id, state, name, size, message_id, position)
values (md5('file')::uuid, 'ready', 'holiday.jpg', 10, md5('message')::uuid, 1);
insert into public.reports (id, kind, reason, message_id, subject_id)
values (md5('report')::uuid, 'message', 'spam', md5('message')::uuid, md5('ada')::uuid);
insert into private.reported_files (report_id, upload_id) values (md5('report')::uuid, md5('file')::uuid);

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'removed', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who,
unnest(array[
  'select * from private.reported_files',
  'insert into private.reported_files default values',
  'update private.reported_files set opened_by = ''{}''',
  'delete from private.reported_files',
  'truncate private.reported_files'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select * from private.reported_files', '1'),
  ('update private.reported_files set opened_by = ''{}''', '1'),
  ('delete from private.reported_files', '1'),
  ('truncate private.reported_files', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, statement))
from (values
  ('insert into private.reported_files select * from private.reported_files', '23505'),
  ('update private.reported_files set report_id = gen_random_uuid()', '23503'),
  ('update private.reported_files set upload_id = gen_random_uuid()', '23503')
) t (statement, answer);

update public.messages set deleted_at = now(), body = '';
select is(count(*), 1::bigint, 'a deleted message leaves its files to the report') from private.reported_files;
delete from private.uploads;
select is(count(*), 0::bigint, 'a file that is gone is in no report') from private.reported_files;
insert into private.uploads (id, state, name, size) values (md5('file')::uuid, 'ready', 'holiday.jpg', 10);
insert into private.reported_files (report_id, upload_id) values (md5('report')::uuid, md5('file')::uuid);
delete from public.reports;
select is(count(*), 0::bigint, 'a report that is gone holds nothing') from private.reported_files;
select is(count(*), 1::bigint, 'its files are not gone by that') from private.uploads;

select policies_are('private', 'reported_files', array['service role has full access', 'only while the session stands']);

select * from finish();
rollback;
