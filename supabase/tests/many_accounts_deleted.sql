-- One statement deletes many accounts. It must not lock the conversations of all of them until it ends.
begin;
select plan(5);

insert into auth.users (id, email)
select md5('person ' || n)::uuid, n || '@example.com' from generate_series(1, 14) n;
insert into public.conversations (id, kind, title) select md5('room ' || n)::uuid, 'GROUP', 'Room' from generate_series(1, 14) n;
insert into public.conversation_participants (conversation_id, user_id)
select md5('room ' || n)::uuid, md5('person ' || n)::uuid from generate_series(1, 14) n;

delete from auth.users where id in (select md5('person ' || n)::uuid from generate_series(1, 12) n);

select is((select count(*) from public.audit_log where action = 'account_deleted'), 12::bigint, 'all twelve are deleted');
select is((select count(*) from public.profiles), 2::bigint, 'and none has a profile');
select is((select count(*) from private.accounts where deleted_at is not null), 2::bigint,
  'ten are worked off at once, and two wait for the relay');
select is((select count(*) from public.conversations where last_seq > 0), 10::bigint,
  'so the transaction has locked the conversations of ten');

-- The session of the administrator may set what it likes.
set local parley.departures to 'some text that is much longer than ten signs';
select lives_ok($$delete from auth.users where id = md5('person 13')::uuid$$, 'no setting stops the deletion of an account');

select * from finish();
rollback;
