-- The next owner of a group or a room whose owner is gone.
begin;
select plan(16);

\ir attempt.psql

insert into auth.users (id, email)
select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'ben', 'cleo', 'dora', 'emil']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;

insert into public.conversations (id, kind, title)
select md5(place)::uuid, 'GROUP', place from unnest(array['admin', 'member', 'left', 'departing', 'nobody', 'owned']) place;
insert into public.conversations (id, kind, title) values (md5('room')::uuid, 'HANGOUT', 'room');

-- The days are those of joining.
insert into public.conversation_participants (conversation_id, user_id, role, joined_at, left_at)
select md5(place)::uuid, md5(name)::uuid, role, now() + day * interval '1 day', case when has_left then now() end
from (values
  ('admin', 'ada', 'member', 1, false), ('admin', 'ben', 'admin', 3, false), ('admin', 'cleo', 'admin', 2, false),
  ('member', 'ada', 'member', 2, false), ('member', 'ben', 'member', 1, false),
  ('left', 'ada', 'admin', 1, true), ('left', 'ben', 'member', 2, false),
  ('departing', 'dora', 'admin', 1, false), ('departing', 'ben', 'member', 2, false),
  ('nobody', 'dora', 'member', 1, false), ('nobody', 'ada', 'owner', 2, true),
  ('owned', 'ada', 'admin', 1, false), ('owned', 'emil', 'owner', 2, false),
  ('room', 'ada', 'member', 2, false), ('room', 'ben', 'member', 1, false)
) given (place, name, role, day, has_left);
update private.accounts set deleted_at = now() where id = md5('dora')::uuid;

select is(private.hand_over(md5(place)::uuid), md5(heir)::uuid, says)
from (values
  ('admin', 'cleo', 'an admin comes before a member who joined earlier, and before a later admin'),
  ('member', 'ben', 'without an admin it is the member who joined first'),
  ('left', 'ben', 'who left gets no group'),
  ('departing', 'ben', 'neither does an account that is being deleted'),
  ('nobody', null, 'where nobody is left, there is no owner'),
  ('owned', null, 'an owner stays'),
  ('room', 'ben', 'a room is handed over too')
) t (place, heir, says);

select is(array_agg(md5(heir)::uuid = p.user_id order by place), array[true], format('%s has this one owner', place))
from (values ('admin', 'cleo'), ('member', 'ben'), ('left', 'ben'), ('departing', 'ben'), ('owned', 'emil'), ('room', 'ben'))
  t (place, heir)
join public.conversation_participants p on p.conversation_id = md5(place)::uuid and p.role = 'owner'
group by place;

select is(private.hand_over(md5('admin')::uuid), null, 'the second time it changes nothing');

select is(pg_temp.attempt(who, 'select private.hand_over(gen_random_uuid())'), '42501', format('%s may not call it', who))
from unnest(array['ada', 'anon']) who;

select * from finish();
rollback;
