-- Filters: only the relay reads and writes them.
begin;
select plan(66);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('outsider', '{}'), ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into private.message_filters (kind, value, action) values ('word', 'spam (now)', 'review');

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'ben', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who, unnest(array[
  'select * from private.message_filters',
  'insert into private.message_filters default values',
  'update private.message_filters set value = ''other''',
  'delete from private.message_filters',
  'truncate private.message_filters'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select * from private.message_filters', '1'),
  ('update private.message_filters set value = ''other''', '1'),
  ('delete from private.message_filters', '1'),
  ('truncate private.message_filters', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), '23514', statement)
from unnest(array['update private.message_filters set value = ''x''', 'update private.message_filters set action = ''praise''',
  'update private.message_filters set kind = ''person''']) statement;

insert into private.message_filters (kind, value, action) values ('link', 'evil.example', 'block'), ('word', 'a.c', 'block');
select is((select string_agg(value, '; ') from private.filters_met(body)), met, format('%s meets %s', body, met))
from (values
  ('Buy SPAM (now)!', 'spam (now)'),
  ('spam (nowhere)', null),
  (U&'Buy S\200bPAM (now)', 'spam (now)'),
  (U&'SP\2061AM (now)', 'spam (now)'),
  (U&'S\202ePAM (now)', 'spam (now)'),
  (U&'SPA\FE0FM (now)', 'spam (now)'),
  (U&'SPA\+0E0041M (now)', 'spam (now)'),
  (U&'\FF33\FF30\FF21\FF2D (now)', 'spam (now)'),
  ('see https://www.evil.example/x', 'evil.example'),
  ('see evil.example.', 'evil.example'),
  ('see evil.example.org', null),
  ('see notevil.example', null),
  ('abc', null),
  ('it is a.c', 'a.c'),
  ('spam (now) at evil.example', 'evil.example; spam (now)')
) t (body, met);

-- A sign-up is never refused for a name. Each name is judged by itself.
insert into auth.users (id, email, raw_user_meta_data)
select md5(username)::uuid, username || '@example.com', jsonb_build_object('username', username, 'display_name', shown)
from (values ('friend', 'Buy Spam (now)'), ('evil.example', 'A Friend'), ('other', 'Another')) t (username, shown);
select ok(
  p.username ~ t.username and p.display_name ~ t.display_name,
  format('the account of %s is called %s', owner, t.display_name)
)
from (values
  ('friend', '^friend$', '^Person [0-9a-f]{8}$'), ('evil.example', '^person-[0-9a-f]{8}$', '^A Friend$'), ('other', '^other$', '^Another$')
) t (owner, username, display_name)
join public.profiles p on p.id = md5(owner)::uuid;

select policies_are('private', 'message_filters', array['service role has full access', 'only while the session stands']);

select * from finish();
rollback;
