-- Every table, by a participant, an outsider, a removed person, a moderator and nobody: none is forgotten here.
begin;
select plan(30);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('participant', '{}'), ('outsider', '{}'), ('removed', '{}'), ('moderator', '{"parley_role": "admin"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.conversations (id, kind, title, last_seq, last_ver)
select md5(kind)::uuid, kind, kind, 1, 1 from unnest(array['HANGOUT', 'GROUP']) kind;
insert into public.hangouts (conversation_id, topic) values (md5('HANGOUT')::uuid, 'Roses');
insert into public.conversation_participants (conversation_id, user_id, left_at, in_room)
select md5(kind)::uuid, md5(name)::uuid, gone, kind = 'HANGOUT'
from unnest(array['HANGOUT', 'GROUP']) kind, (values ('participant', null), ('removed', now())) s (name, gone);
insert into public.messages (id, conversation_id, seq, ver, sender_id, client_id, body)
select md5(kind)::uuid, md5(kind)::uuid, 1, 1, md5('participant')::uuid, gen_random_uuid(), 'hello'
from unnest(array['HANGOUT', 'GROUP']) kind;
insert into public.posts (id, author_id, title, hidden_because, hidden_text) values
  (md5('open')::uuid, md5('participant')::uuid, 'Open', null, null),
  (md5('hidden')::uuid, md5('participant')::uuid, '', 'moderator', '{"title": "Hidden", "body": ""}');
insert into public.conversations (id, kind, post_id) values (md5('about')::uuid, 'POST_LINKED', md5('hidden')::uuid);
insert into public.conversation_participants (conversation_id, user_id) values (md5('about')::uuid, md5('participant')::uuid);
insert into public.reports (kind, reason, message_id, subject_id)
values ('message', 'spam', md5('GROUP')::uuid, md5('participant')::uuid);

create temp view own_tables as
select c.oid, c.oid::regclass::text as name, c.relnamespace = 'private'::regnamespace as is_private,
  (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum limit 1) as first
from pg_class c where c.relkind in ('r', 'p') and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace);
create function pg_temp.allowed(who text, statement text, which text) returns text language sql as $$
  select coalesce(string_agg(name, ', ' order by name), '') from own_tables
  where (which <> 'secret' or is_private or name like '%reports') and pg_temp.attempt(who, format(statement, name, first)) <> '42501'
$$;

select ok((select count(*) from own_tables) > 30, 'there are tables');
select is(pg_temp.allowed(who, statement, which), '', format('%s: %s', who, statement))
from unnest(array['participant', 'outsider', 'removed', 'moderator', 'anon']) who, (values
  ('insert into %s default values', 'any'),
  ('update %1$s set %2$I = default', 'any'),
  ('delete from %s', 'any'),
  ('truncate %s cascade', 'any'),
  -- What only the relay reads: every table of the schema private, and reports, also for an administrator.
  ('select %2$I from %1$s', 'secret')
) t (statement, which);

-- A moderator reads by the relay. By the Data API they are a person like any other one.
select is(
  (select string_agg(name || pg_temp.attempt('moderator', format('select 1 from %s', name)), ', ' order by name) from own_tables where not is_private),
  (select string_agg(name || pg_temp.attempt('outsider', format('select 1 from %s', name)), ', ' order by name) from own_tables where not is_private),
  'a moderator sees as much as an outsider');
select is(pg_temp.attempt(who, 'select conversation_id from public.linked_posts'), answer, format('%s reads %s linked posts', who, answer))
from (values ('participant', '1'), ('moderator', '0'), ('removed', '0')) t (who, answer);

select * from finish();
rollback;
