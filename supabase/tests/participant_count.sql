-- The number of people in a conversation changes when a person joins, leaves, comes back, or deletes their account.
begin;
select plan(8);

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'ben', 'cleo', 'dan']) name;
insert into public.conversations (id, kind, title) values (md5('room')::uuid, 'GROUP', 'Room');

create function pg_temp.count_of_room() returns bigint language sql as
  $$ select participant_count from public.conversations where id = md5('room')::uuid $$;

select is(pg_temp.count_of_room(), 0::bigint, 'nobody is in it');

insert into public.conversation_participants (conversation_id, user_id, left_at)
select md5('room')::uuid, md5(name)::uuid, gone
from (values ('ada', null), ('ben', null), ('cleo', null), ('dan', now())) p (name, gone);
select is(pg_temp.count_of_room(), 3::bigint, 'people who joined are counted, and a person who left is not');

update public.conversation_participants set left_at = now() where user_id = md5('ben')::uuid;
select is(pg_temp.count_of_room(), 2::bigint, 'a person who leaves does not count any more');

update public.conversation_participants set left_at = now() where user_id = md5('ben')::uuid;
select is(pg_temp.count_of_room(), 2::bigint, 'leaving twice counts once');

insert into public.conversation_participants as p (conversation_id, user_id)
values (md5('room')::uuid, md5('ben')::uuid)
on conflict (conversation_id, user_id) do update set left_at = null;
select is(pg_temp.count_of_room(), 3::bigint, 'a person who comes back is counted again');

update public.conversation_participants set last_delivered_seq = 1, last_read_seq = 1, receipts_ver = 1;
select is(pg_temp.count_of_room(), 3::bigint, 'receipts change nothing');

delete from auth.users where id in (md5('cleo')::uuid, md5('dan')::uuid);
select is(pg_temp.count_of_room(), 2::bigint, 'a deleted account does not count any more');

delete from public.conversations where id = md5('room')::uuid;
select is((select count(*) from public.conversation_participants), 0::bigint, 'a deleted conversation counts nobody');

select * from finish();
rollback;
