-- Messages that disappear: at their end the row and its reactions are gone for everybody who reads through the Data API,
-- before and after the relay has deleted the content.
begin;
select plan(49);

\ir attempt.psql

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'ben', 'outsider', 'removed']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.conversations (id, kind, title, last_seq, last_ver, message_lifetime_seconds)
values (md5('group')::uuid, 'GROUP', 'Group', 4, 4, 86400);
insert into public.conversation_participants (conversation_id, user_id, left_at)
select md5('group')::uuid, md5(name)::uuid, gone
from (values ('ada', null), ('ben', null), ('removed', now())) s (name, gone);
insert into public.messages (id, conversation_id, seq, ver, sender_id, client_id, body, expires_at)
select md5(name)::uuid, md5('group')::uuid, seq, seq, md5('ada')::uuid, md5(name)::uuid, name, ends
from (values ('stays', 1, null), ('later', 2, now() + interval '1 hour'), ('ended', 3, now() - interval '1 second'),
  ('ends now', 4, now())) s (name, seq, ends);
insert into public.message_reactions (message_id, conversation_id, user_id, emoji)
select id, conversation_id, md5('ben')::uuid, '👍' from public.messages;

select is(pg_temp.attempt(who, 'select id, body, expires_at from public.messages'), answer,
  format('%s sees %s messages', who, answer))
from (values ('ada', '2'), ('ben', '2'), ('outsider', '0'), ('removed', '0'), ('impostor', '0'), ('nameless', '0'),
  ('ended ada', '0'), ('anon', '42501'), ('service_role', '4')) t (who, answer);
select is(pg_temp.attempt(who, format('select body from public.messages where id = md5(%L)::uuid', name)), answer,
  format('%s looks for "%s": %s', who, name, answer))
from unnest(array['ada', 'ben']) who,
  (values ('stays', '1'), ('later', '1'), ('ended', '0'), ('ends now', '0')) t (name, answer);
select is(pg_temp.attempt(who, 'select emoji from public.message_reactions'), answer,
  format('%s sees %s reactions', who, answer))
from (values ('ada', '2'), ('ben', '2'), ('outsider', '0'), ('removed', '0')) t (who, answer);
select is(pg_temp.attempt(who, 'select message_lifetime_seconds from public.conversations'), answer,
  format('%s sees %s settings', who, answer))
from (values ('ada', '1'), ('outsider', '0'), ('removed', '0'), ('anon', '42501')) t (who, answer);

select is(pg_temp.attempt(who, statement), '42501', format('%s may not: %s', who, statement))
from unnest(array['ada', 'removed', 'anon']) who, unnest(array[
  'update public.messages set expires_at = null',
  'update public.conversations set message_lifetime_seconds = null',
  'select private.collect_ended_messages(10)',
  'select private.ended_answers(md5(''stays'')::uuid)',
  'select private.thread_of(md5(''stays'')::uuid, 1, now())'
]) statement;

select is(pg_temp.attempt('owner', format('update public.conversations set message_lifetime_seconds = %s', seconds)),
  answer, format('%s seconds: %s', seconds, answer))
from (values ('3599', '23514'), ('3600', '1'), ('7776000', '1'), ('7776001', '23514'), ('null', '1')) t (seconds, answer);

set local role service_role;
select is((select array[collected, cardinality(changed)] from private.collect_ended_messages(10)), array[2, 2],
  'the relay collects what has ended');
reset role;
select is((select array_agg((seq, ver, body, deleted_at is not distinct from expires_at)::text order by seq)
  from public.messages where expires_at is not null),
  array['(2,2,later,f)', '(3,5,"",t)', '(4,6,"",t)'], 'their content is gone, and they keep their places');
select is(pg_temp.attempt('ada', 'select id from public.messages'), '2', 'the Data API shows no trace of them');
select is((select count(*)::int from public.message_reactions), 2, 'their reactions are gone');

select * from finish();
rollback;
