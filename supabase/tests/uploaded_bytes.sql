-- How much people uploaded: only the relay reads and writes it.
begin;
select plan(37);

\ir attempt.psql

insert into auth.users (id, email) select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'outsider']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into private.uploaded_bytes values (md5('ada')::uuid, date_trunc('hour', now()), 10);

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'outsider', 'impostor', 'nameless', 'ended ada', 'anon']) who, unnest(array[
  'select * from private.uploaded_bytes',
  'insert into private.uploaded_bytes default values',
  'update private.uploaded_bytes set bytes = 0',
  'delete from private.uploaded_bytes',
  'truncate private.uploaded_bytes'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select * from private.uploaded_bytes', '1'),
  ('update private.uploaded_bytes set bytes = 0', '1'),
  ('delete from private.uploaded_bytes', '1'),
  ('truncate private.uploaded_bytes', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', 'update private.uploaded_bytes set bytes = -1'), '23514', 'it is never less than nothing');
select is(uploads_enabled, true, 'uploads are on where nobody switched them off') from private.installation;

select policies_are('private', 'uploaded_bytes', array['service role has full access', 'only while the session stands']);

select * from finish();
rollback;
