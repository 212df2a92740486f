-- Posts: everybody who is signed in sees those that were not deleted, and only the relay writes.
begin;
select plan(139);

\ir attempt.psql

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com'
from unnest(array['author', 'asker', 'outsider', 'removed', 'departed', 'moderator']) name;
update public.profiles set role = 'moderator' where id = md5('moderator')::uuid;
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.posts (id, author_id, title, body, closed_at, deleted_at)
values (md5('open')::uuid, md5('author')::uuid, 'Open', 'Words', null, null),
  (md5('closed')::uuid, md5('author')::uuid, 'Closed', 'Words', now(), null),
  (md5('deleted')::uuid, md5('author')::uuid, 'Deleted', '', null, now()),
  (md5('left')::uuid, md5('departed')::uuid, 'Left', 'Words', null, null);
insert into public.posts (id, author_id, title, url, external_type, external_id)
values (md5('external')::uuid, md5('author')::uuid, 'Article', 'https://example.com/7', 'article', '7');
insert into public.conversations (id, kind, post_id)
values (md5('about')::uuid, 'POST_LINKED', md5('deleted')::uuid);
insert into public.conversation_participants (conversation_id, user_id, left_at)
select md5('about')::uuid, md5(name)::uuid, gone
from (values ('author', null), ('asker', null), ('removed', now())) s (name, gone);
update private.accounts set deleted_at = now() where id = md5('departed')::uuid;

-- A deleted post, and one of a deleted account, is nobody's to see.
select is(pg_temp.attempt(who, 'select id, author_id, title, body, url, external_type, external_id, created_at,
  changed_at, closed_at, deleted_at from public.posts'), answer, format('%s sees %s posts', who, answer))
from (values ('author', '3'), ('asker', '3'), ('outsider', '3'), ('removed', '3'), ('impostor', '0'),
  ('nameless', '0'), ('ended author', '0'), ('anon', '42501'), ('service_role', '5')) t (who, answer);

select is(pg_temp.attempt(who, format('select title from public.posts where id = md5(%L)::uuid', post)), answer,
  format('%s looks for the post %s: %s', who, post, answer))
from (values ('author', 'deleted', '0'), ('asker', 'deleted', '0'), ('outsider', 'deleted', '0'), ('removed', 'deleted', '0'),
  ('outsider', 'closed', '1'), ('outsider', 'left', '0')) t (who, post, answer);

-- The people of its conversation see its title and its state all the same, and nothing else of it.
select is(pg_temp.attempt(who, 'select id from public.linked_posts where title = ''Deleted'' and state = ''deleted'''), answer,
  format('%s sees the title of a deleted post: %s', who, answer))
from (values ('author', '1'), ('asker', '1'), ('outsider', '0'), ('removed', '0'), ('moderator', '0'), ('impostor', '0'),
  ('nameless', '0'), ('ended asker', '0'), ('anon', '42501')) t (who, answer);
select columns_are('public', 'linked_posts', array['conversation_id', 'id', 'title', 'url', 'state']);
-- It is a view of a function, so nobody writes through it, whatever they are granted.
select is(pg_temp.attempt(who, statement), '55000', format('%s may not: %s', who, statement))
from unnest(array['author', 'asker', 'moderator', 'anon']) who, unnest(array[
  'insert into public.linked_posts (title) values (''Forged'')', 'update public.linked_posts set title = ''Mine''',
  'delete from public.linked_posts'
]) statement;

select is(pg_temp.attempt(who, 'select post_id from public.conversations'), answer, format('%s sees which post', who))
from (values ('asker', '1'), ('outsider', '0'), ('removed', '0'), ('anon', '42501')) t (who, answer);

-- Neither the author nor anybody else writes past the relay: no forged author, no post of another application.
select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['author', 'asker', 'outsider', 'removed', 'impostor', 'nameless', 'anon']) who, unnest(array[
  'insert into public.posts (author_id, title) values (md5(''author'')::uuid, ''Forged'')',
  'insert into public.posts (title, external_type, external_id) values (''Forged'', ''article'', ''8'')',
  'update public.posts set title = ''Mine''',
  'update public.posts set external_id = ''8''',
  'update public.posts set closed_at = null',
  'delete from public.posts',
  'truncate public.posts cascade',
  'select creation_key from public.posts'
]) statement;

select is(pg_temp.attempt('owner', statement), answer, format('%s: %s', answer, statement))
from (values
  ('insert into public.posts (title) values ('''')', '23514'),
  ('insert into public.posts (title) values (repeat(''x'', 121))', '23514'),
  ('insert into public.posts (title, url) values (''x'', ''javascript:alert(1)'')', '23514'),
  ('insert into public.posts (title, external_type) values (''x'', ''article'')', '23514'),
  ('insert into public.posts (title, external_type, external_id) values (''x'', ''article'', ''7'')', '23505'),
  ('update public.posts set deleted_at = now() where id = md5(''open'')::uuid', '23514'),
  ('delete from public.posts where id = md5(''deleted'')::uuid', '1')
) t (statement, answer);

-- A moderator hid a post. Its author alone sees it, and its conversations show no title.
insert into public.posts (id, author_id, title, hidden_because, hidden_text)
values (md5('hidden')::uuid, md5('author')::uuid, '', 'moderator', '{"title": "Hidden", "body": "Words", "url": null}');
insert into public.conversations (id, kind, post_id) values (md5('on hidden')::uuid, 'POST_LINKED', md5('hidden')::uuid);
insert into public.conversation_participants (conversation_id, user_id)
values (md5('on hidden')::uuid, md5('asker')::uuid);
select is(pg_temp.attempt(who, 'select title, hidden_text from public.posts where hidden_because is not null'), answer,
  format('%s looks for a hidden post: %s', who, answer))
from (values ('author', '1'), ('asker', '0'), ('outsider', '0'), ('removed', '0'), ('moderator', '0'), ('anon', '42501')) t (who, answer);
select is(pg_temp.attempt(who, 'select id from public.linked_posts where title = '''' and url is null and state = ''open'''), answer,
  format('%s sees a conversation about a hidden post: %s', who, answer))
from (values ('asker', '1'), ('outsider', '0'), ('removed', '0'), ('moderator', '0'), ('anon', '42501')) t (who, answer);
select is(pg_temp.attempt('owner', statement), '23514', statement)
from unnest(array[
  'update public.posts set hidden_because = null where id = md5(''hidden'')::uuid',
  'update public.posts set hidden_because = null, hidden_text = null where id = md5(''hidden'')::uuid',
  'update public.posts set hidden_because = ''whim'' where title = ''Open''',
  'update public.posts set deleted_at = now() where id = md5(''hidden'')::uuid'
]) statement;

-- The posts of a suspended person are not there, also not for people who saw them before. A conversation keeps its title.
insert into private.restrictions (account_id, suspended_until) values (md5('author')::uuid, 'infinity');
select is(pg_temp.attempt(who, 'select id from public.posts where author_id = md5(''author'')::uuid'), answer,
  format('%s sees %s posts of a suspended person', who, answer))
from (values ('author', '0'), ('asker', '0'), ('outsider', '0'), ('removed', '0'), ('moderator', '0')) t (who, answer);
select is(pg_temp.attempt(who, 'select id from public.linked_posts where title = ''Deleted'''), answer,
  format('%s still sees the title above the conversation: %s', who, answer))
from (values ('asker', '1'), ('outsider', '0'), ('author', '0')) t (who, answer);
update private.restrictions set suspended_until = now();
select is(pg_temp.attempt('outsider', 'select id from public.posts where author_id = md5(''author'')::uuid'), '3',
  'and they come back with their author');

delete from private.accounts where id = md5('departed')::uuid;
select results_eq($$select title, body, deleted_at is not null from public.posts where id = md5('left')::uuid$$,
  $$values ('Left', '', true)$$, 'the end of an account empties its posts');

select policies_are('public', 'posts', array['service role has full access',
  'everybody sees posts that were not deleted', 'deleted accounts are nobody', 'only while the session stands']);
select policy_roles_are('public', 'posts', 'everybody sees posts that were not deleted', array['authenticated']);
select is((select permissive from pg_policies where tablename = 'posts' and policyname = 'only while the session stands'),
  'RESTRICTIVE', 'and the session narrows all others');
select is((select permissive from pg_policies where tablename = 'posts' and policyname = 'deleted accounts are nobody'),
  'RESTRICTIVE', 'and so do deleted accounts');

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['asker', 'removed', 'anon']) who, unnest(array[
  'select private.linked_post(md5(''open'')::uuid)',
  'select private.chosen_people(md5(''about'')::uuid, md5(''asker'')::uuid, false, false, 20, 50)'
]) statement;

select * from finish();
rollback;
