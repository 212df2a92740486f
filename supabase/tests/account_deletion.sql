-- Deleting an account deletes everything of the person, except their messages. These stay without a name.
begin;
select plan(15);

insert into auth.users (id, email, raw_user_meta_data)
select md5(name)::uuid, name || '@example.com', jsonb_build_object('username', name) from unnest(array['ada', 'ben']) name;
insert into public.user_sessions (id, user_id, expires_at, renewed_until, supabase_session_id)
select name, md5(name)::uuid::text, now(), now(), md5(name)::uuid from unnest(array['ada', 'ben']) name;
insert into public.refresh_tokens (session_id, user_id, token_hash, expires_at)
select name, md5(name)::uuid::text, name || n, now() from unnest(array['ada', 'ben']) name, generate_series(1, 2) n;
insert into public.conversations (id, kind, last_seq, last_ver) values (md5('room')::uuid, 'GROUP', 2, 2);
insert into public.conversation_participants (conversation_id, user_id)
select md5('room')::uuid, md5(name)::uuid from unnest(array['ada', 'ben']) name;
update public.conversation_participants set role = 'owner' where user_id = md5('ada')::uuid;
insert into public.messages (id, conversation_id, seq, ver, sender_id, client_id, body, reply_to)
values
  (md5('first')::uuid, md5('room')::uuid, 1, 1, md5('ada')::uuid, gen_random_uuid(), 'Hello', null),
  (md5('second')::uuid, md5('room')::uuid, 2, 2, md5('ben')::uuid, gen_random_uuid(), 'Hi', md5('first')::uuid);

insert into public.message_reactions (message_id, user_id, emoji, conversation_id)
values (md5('second')::uuid, md5('ada')::uuid, '👍', md5('room')::uuid),
  (md5('first')::uuid, md5('ada')::uuid, '👍', md5('room')::uuid);
insert into public.conversations (id, kind, last_seq, last_ver) values (md5('left')::uuid, 'GROUP', 0, 0);
insert into public.conversation_participants (conversation_id, user_id, left_at)
values (md5('left')::uuid, md5('ada')::uuid, now());

select lives_ok($$delete from auth.users where id = md5('ada')::uuid$$, 'an account can be deleted');

select is((select array_agg(username) from public.profiles), array['ben'], 'the profile is gone');
select is((select array_agg(id) from public.user_sessions), array['ben'], 'the sessions are gone');
select is((select array_agg(token_hash order by token_hash) from public.refresh_tokens), array['ben1', 'ben2'],
  'the refresh tokens are gone');
select is((select array_agg(user_id) from public.conversation_participants), array[md5('ben')::uuid],
  'the participant is gone');
select is((select array_agg(role) from public.conversation_participants), array['owner'],
  'and the group of an owner has a new one');
select results_eq('select seq, sender_id, body from public.messages where kind = ''text'' order by seq',
  $$values (1::bigint, null::uuid, 'Hello'), (2, md5('ben')::uuid, 'Hi')$$, 'the messages stay, without a sender');
select results_eq('select seq, ver, event ->> ''type'' from public.messages order by seq',
  $$values (1::bigint, 3::bigint, null), (2, 4, null), (3, 5, 'account_deleted')$$,
  'each change has its number, and a system line comes last');
select results_eq('select last_seq, last_ver from public.conversations order by last_seq',
  $$values (0::bigint, 0::bigint), (3, 5)$$, 'conversations with something to see count the change too');
select is((select count(*) from public.message_reactions), 0::bigint, 'the reactions are gone');
select results_eq('select action, subject_id from public.audit_log',
  $$values ('account_deleted', md5('ada')::uuid::text)$$, 'and the audit log says so');
select is((select reply_to from public.messages where seq = 2), md5('first')::uuid, 'a quote keeps its message');

-- Several messages without a sender do not collide, although the key of a message contains the sender.
select lives_ok($$delete from auth.users where id = md5('ben')::uuid$$, 'the last account can be deleted');
select is((select count(*) from public.messages where sender_id is null and kind = 'text'), 2::bigint, 'all messages stay');

delete from public.conversations where id = md5('room')::uuid;
select is((select count(*) from public.messages), 0::bigint, 'messages go with their conversation');

select * from finish();
rollback;
