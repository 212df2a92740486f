-- Which Supabase tokens open anything: those whose session stands, with the second factor of whoever has one.
begin;
select plan(19);

insert into auth.users (id, email, email_confirmed_at, banned_until, deleted_at, is_anonymous)
select md5(name)::uuid, name || '@example.com', now(), banned, deleted, name = 'guest'
from (values ('ada', null, null), ('ben', null, null), ('guest', null, null),
  ('banned', now() + interval '1 hour', null), ('pardoned', now() - interval '1 hour', null),
  ('deleted', null, now())) p (name, banned, deleted);
insert into auth.sessions (id, user_id, not_after)
select md5(name)::uuid, md5(name)::uuid, null from unnest(array['ada', 'ben', 'guest', 'banned', 'pardoned', 'deleted']) name;
insert into auth.sessions (id, user_id, not_after)
values (md5('over')::uuid, md5('ada')::uuid, now()), (md5('bounded')::uuid, md5('ada')::uuid, now() + interval '1 hour');

-- What the policies ask, as the Data API asks it.
create function pg_temp.stands(claims jsonb) returns boolean language plpgsql as $$
declare
  answer boolean;
begin
  perform set_config('request.jwt.claims', claims::text, true);
  set local role authenticated;
  answer := private.session_stands();
  reset role;
  return answer;
end;
$$;
create function pg_temp.claims(person text, sign_in text, assurance text default 'aal1') returns jsonb language sql as $$
  select jsonb_build_object('sub', md5(person)::uuid, 'session_id', md5(sign_in)::uuid, 'aal', assurance)
$$;

select is(pg_temp.stands(pg_temp.claims(person, sign_in)), answer, description)
from (values
  ('ada', 'ada', true, 'a session of Supabase stands'),
  ('ada', 'bounded', true, 'a session that ends later stands'),
  ('ada', 'over', false, 'a session past its end does not stand'),
  ('ada', 'gone', false, 'a session that was signed out does not stand'),
  ('ada', 'ben', false, 'the session of another person does not stand'),
  ('ghost', 'ada', false, 'a session of a person without an account does not stand'),
  ('banned', 'banned', false, 'the session of a banned person does not stand'),
  ('pardoned', 'pardoned', true, 'a session stands again when the ban is over'),
  ('deleted', 'deleted', false, 'the session of a softly deleted account does not stand'),
  ('guest', 'guest', false, 'an anonymous session does not stand')
) t (person, sign_in, answer, description);
select is(pg_temp.stands('{}'), false, 'a token without claims opens nothing');
select is(pg_temp.stands(jsonb_build_object('sub', md5('ada')::uuid)), false, 'a token without a session opens nothing');
select throws_ok($$select pg_temp.stands('{"session_id": "x"}')$$, '22P02', null, 'a session that is no id is an error');

update private.installation set anonymous_allowed = true;
select is(pg_temp.stands(pg_temp.claims('guest', 'guest')), true, 'an anonymous one stands where that is allowed');

insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
values (gen_random_uuid(), md5('ada')::uuid, 'totp', 'unverified', now(), now());
select is(pg_temp.stands(pg_temp.claims('ada', 'ada')), true, 'a second factor that was only begun asks for nothing');
update auth.mfa_factors set status = 'verified';
select is(pg_temp.stands(pg_temp.claims('ada', 'ada')), false, 'a second factor has to be used');
select is(pg_temp.stands(pg_temp.claims('ada', 'ada', null)), false, 'also by a token that does not speak of it');
select is(pg_temp.stands(pg_temp.claims('ada', 'ada', 'aal2')), true, 'and opens everything when it was');

create function pg_temp.refused(role_name text) returns text language plpgsql as $$
begin
  execute format('set local role %I', role_name);
  perform private.session_stands();
  return null;
exception when others then return sqlstate;
end;
$$;
select is(pg_temp.refused('anon'), '42501', 'anon does not even ask');

select * from finish();
rollback;
