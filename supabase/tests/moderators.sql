-- Who is a moderator. No person can make themselves one.
begin;
select plan(10);

\ir attempt.psql

insert into auth.users (id, email, email_confirmed_at, raw_app_meta_data)
select md5(name)::uuid, name || '@example.com', now(), meta::jsonb
from (values ('ada', '{}'), ('ben', '{}'), ('outsider', '{}'), ('removed', '{}'),
  ('moderator', '{"parley_role": "moderator"}')) t (name, meta);
insert into auth.sessions (id, user_id) select id, id from auth.users;

-- The role: from the profile, from app_metadata, or the first moderator. A person cannot give it to themselves.
update auth.users set raw_user_meta_data = '{"parley_role": "admin"}' where id = md5('ada')::uuid;
select is(private.role_of(md5(who)::uuid), answer, format('%s is %s', who, answer))
from (values ('ada', 'member'), ('moderator', 'moderator'), ('impostor', null)) t (who, answer);
update private.installation set first_moderator = 'Ben@Example.com';
select is(private.role_of(md5('ben')::uuid), 'moderator', 'a confirmed address makes the first moderator');
update auth.users set email_confirmed_at = null where id = md5('ben')::uuid;
select is(private.role_of(md5('ben')::uuid), 'member', 'an address that is not confirmed does not');
update private.installation set first_moderator = md5('ben')::uuid::text;
select is(private.is_moderator(md5('ben')::uuid), true, 'an account id does');
update public.profiles set role = 'admin' where id = md5('ben')::uuid;
select is(private.role_of(md5('ben')::uuid), 'admin', 'the profile counts as before');
select is(pg_temp.attempt('ada', 'select private.is_moderator(md5(''ada'')::uuid)'), '42501', 'nobody may ask but the relay');
select is(private.is_moderator(md5('nobody')::uuid), false, 'nobody is no moderator');

select is(pg_temp.attempt('ada', 'update public.profiles set role = ''admin'''), '42501', 'a role is not the own data of a person');

select * from finish();
rollback;
