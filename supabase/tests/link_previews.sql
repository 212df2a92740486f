-- Pages that messages link to: only the relay reads and writes them.
begin;
select plan(52);

\ir attempt.psql

insert into auth.users (id, email, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', meta::jsonb
from (values ('ada', '{}'), ('removed', '{}'), ('outsider', '{}'), ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into private.link_previews (id, address, state, title, site)
values (md5('page')::uuid, 'https://a.example/', 'ready', 'A page', 'a.example');

-- No page belongs to a person. So a participant, a former one, a stranger and a moderator all may nothing.
select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'removed', 'outsider', 'impostor', 'nameless', 'ended ada', 'moderator', 'anon']) who, unnest(array[
  'select title from private.link_previews',
  'insert into private.link_previews (address) values (''https://b.example/'')',
  'update private.link_previews set title = ''x''',
  'delete from private.link_previews',
  'truncate private.link_previews cascade'
]) statement;

select is(pg_temp.attempt('service_role', statement), answer, format('the relay, %s: %s', statement, answer))
from (values
  ('select title from private.link_previews', '1'),
  ('insert into private.link_previews (address) values (''https://b.example/'')', '1'),
  ('update private.link_previews set claimed_at = now()', '1'),
  ('delete from private.link_previews', '1'),
  ('truncate private.link_previews cascade', '42501')
) t (statement, answer);

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, left(statement, 90)))
from (values
  ('insert into private.link_previews (address, state) values (''https://b.example/'', ''ready'')', '23514'),
  ('insert into private.link_previews (address, state) values (''https://b.example/'', ''odd'')', '23514'),
  ('insert into private.link_previews (address) values (repeat(''x'', 2001))', '23514'),
  ('insert into private.link_previews (address, picture) values (''https://b.example/'', decode(repeat(''00'', 131073), ''hex''))', '23514')
) t (statement, answer);

select policies_are('private', 'link_previews', array['service role has full access', 'only while the session stands']);
select col_is_pk('private', 'link_previews', 'id', 'a page has an id');
select has_index('private', 'link_previews', 'link_previews_address_idx', 'a page is found by its address');

select * from finish();
rollback;
