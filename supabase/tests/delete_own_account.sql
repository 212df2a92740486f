-- Deleting one's own account: only the relay asks for it, and only after a recent sign-in of the same person.
begin;
select plan(12);

\ir attempt.psql

insert into auth.users (id, email) select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'ben', 'old', 'factor']) name;
insert into auth.sessions (id, user_id, created_at)
select id, id, now() - case when id = md5('old')::uuid then interval '11 minutes' else interval '9 minutes' end from auth.users;
insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
values (gen_random_uuid(), md5('factor')::uuid, 'totp', 'verified', now(), now());

select is(pg_temp.attempt(who, format('select private.delete_own_account(%L, array[%1$L]::uuid[])', md5('ada')::uuid)), '42501',
  format('%s may not', who))
from unnest(array['ada', 'ben', 'impostor', 'nameless', 'anon']) who;

select is(private.delete_own_account(md5('ada')::uuid, array[md5('ben')::uuid]), false, 'the sign-in of another person is none');
select is(private.delete_own_account(md5('ada')::uuid, '{}'), false, 'no sign-in is none');
select is(private.delete_own_account(md5('old')::uuid, array[md5('old')::uuid]), false, 'an old sign-in is none');
select is(private.delete_own_account(md5('factor')::uuid, array[md5('factor')::uuid]), false, 'nor one without the second factor');
update auth.sessions set aal = 'aal2' where user_id = md5('factor')::uuid;
select is(private.delete_own_account(md5('factor')::uuid, array[md5('factor')::uuid]), true, 'with the second factor it is one');
select is(private.delete_own_account(md5('ada')::uuid, array[md5('ada')::uuid]), true, 'a recent sign-in is enough');
select is((select array_agg(id order by id) from auth.users), (select array_agg(md5(name)::uuid order by md5(name)::uuid) from unnest(array['ben', 'old']) name),
  'those accounts are gone, and no other');

select * from finish();
rollback;
