-- The triggers on Supabase's tables only tell: whatever happens in them, Auth's own work goes through.
begin;
select plan(15);

select is(array(select private.missing_attachments()), '{}', 'all of them are there');
select is(array(select name from private.attachments() where kind = 'trigger' order by 1), array['parley_account_closed',
  'parley_account_created', 'parley_account_deleted', 'parley_sign_in_ended'], 'four are expected');
select is((select count(*) from pg_trigger where tgname like 'parley\_%' and tgrelid in ('auth.users'::regclass,
  'auth.sessions'::regclass) and (tgattr <> '' or tgqual is not null)), 0::bigint,
  'none names a column, so that Auth can change all of its own');

-- A table that has none of the columns they look at: the worst that a later version of Auth could bring.
create temp table strange (x int);
insert into strange values (1);
create trigger strange_ended after delete on strange for each row execute function private.tell_sign_in_ended();
create trigger strange_closed after update on strange for each row execute function private.tell_account_closed();
select lives_ok('update strange set x = 2', 'an account of another shape can be changed');
select lives_ok('delete from strange', 'a session of another shape can end');

insert into auth.users (id, email) select md5(name)::uuid, name || '@example.com' from unnest(array['ada', 'ben']) name;
insert into auth.sessions (id, user_id) select id, id from auth.users;
insert into public.user_sessions (id, user_id, expires_at, renewed_until, supabase_session_id)
select id, id, now() + interval '1 day', now(), id from auth.users;

-- Not the rows of Parley: only the relays end sessions, and write down why.
delete from auth.sessions where id = md5('ben')::uuid;
select is((select revoked_at from public.user_sessions where id = md5('ben')::uuid::text), null,
  'the trigger itself ends nothing');

-- Whoever has waited for deadlock_timeout looks for a circle and is the one to fail. Parley stops waiting well before.
select ok(substring(setting from 'lock_timeout=(.*)')::interval <= current_setting('deadlock_timeout')::interval / 2,
  'Parley gives way to Auth')
from pg_proc, unnest(proconfig) setting where oid = 'private.end_sign_in()'::regprocedure and setting like 'lock_timeout=%';

-- Ending in Parley ends at Supabase, for every reason but two.
create function pg_temp.left_after(reason text) returns bigint language plpgsql as $$
declare
  answer bigint;
begin
  update public.user_sessions set revoked_at = now(), revoke_reason = reason where id = md5('ada')::uuid::text;
  answer := (select count(*) from auth.sessions where user_id = md5('ada')::uuid);
  raise exception sqlstate 'UNDO0' using message = answer;
exception
  when sqlstate 'UNDO0' then return sqlerrm;
end;
$$;
select is(pg_temp.left_after(reason), remain, format('%s leaves %s', coalesce(reason, 'no reason'), remain))
from (values ('logged_out', 0::bigint), ('ended_by_owner', 0), ('refresh_token_reuse', 0), ('administrator', 0), (null, 0),
  ('account_deleted', 0), ('replaced', 1), ('expired', 1)) t (reason, remain);

select * from finish();
rollback;
