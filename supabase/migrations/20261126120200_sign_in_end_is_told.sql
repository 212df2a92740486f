-- And the other way: what ends a sign-in at Supabase is told to the relays, which end the session that stood on it.
-- These triggers only tell. They touch no row of Parley, so Auth never waits for Parley, and no failure reaches Auth.
set lock_timeout = '5s';
set statement_timeout = '5min';

create function private.tell_sign_in_ended()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- A full queue of notices would fail the transaction at its commit, where nothing can catch it.
  if pg_notification_queue_usage() < 0.5 then
    perform pg_notify('parley_sign_in_ended', json_build_object('supabase_session_id', old.id)::text);
  end if;
  return null;
exception when others then
  raise warning 'the end of a sign-in is not told: %', sqlerrm;
  return null;
end;
$$;
revoke execute on function private.tell_sign_in_ended() from public, anon, authenticated;

create function private.tell_account_closed()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if (new.banned_until is distinct from old.banned_until and new.banned_until > now())
    or (new.deleted_at is not null and old.deleted_at is null)
  then
    if pg_notification_queue_usage() < 0.5 then
      perform pg_notify('parley_sign_in_ended', json_build_object('user_id', new.id)::text);
    end if;
  end if;
  return null;
exception when others then
  raise warning 'the end of an account is not told: %', sqlerrm;
  return null;
end;
$$;
revoke execute on function private.tell_account_closed() from public, anon, authenticated;

-- Every trigger of Parley on Supabase's tables. Moving a project as Supabase documents it loses all of them.
-- They name no column: one that a trigger names could not be changed by a later version of Auth.
create function private.auth_triggers()
returns table (name text, statement text)
language sql
immutable
set search_path = ''
as $$
  values
    ('parley_account_created', 'create or replace trigger parley_account_created
      after insert on auth.users for each row execute function private.on_account_created()'),
    ('parley_account_closed', 'create or replace trigger parley_account_closed
      after update on auth.users for each row execute function private.tell_account_closed()'),
    ('parley_account_deleted', 'create or replace trigger parley_account_deleted
      before delete on auth.users for each row execute function private.number_departure()'),
    ('parley_sign_in_ended', 'create or replace trigger parley_sign_in_ended
      after delete on auth.sessions for each row execute function private.tell_sign_in_ended()')
$$;
revoke execute on function private.auth_triggers() from public, anon, authenticated;

create function private.missing_auth_triggers()
returns setof text
language sql
stable
set search_path = ''
as $$
  select wanted.name
  from private.auth_triggers() wanted
  where not exists (
    select from pg_catalog.pg_trigger there
    where there.tgname = wanted.name and there.tgenabled <> 'D'
      and there.tgrelid in (pg_catalog.to_regclass('auth.users'), pg_catalog.to_regclass('auth.sessions'))
  )
  order by 1
$$;
revoke execute on function private.missing_auth_triggers() from public, anon, authenticated;
grant execute on function private.missing_auth_triggers() to service_role;

-- Makes those that are missing, and the profiles of accounts that were made meanwhile. Again it changes nothing.
create function private.restore_auth_triggers()
returns setof text
language plpgsql
set search_path = ''
as $$
declare
  missing record;
begin
  for missing in
    select name, statement from private.auth_triggers()
    where name in (select private.missing_auth_triggers())
  loop
    execute missing.statement;
    return next missing.name;
  end loop;
  perform private.ensure_profile(u.id, u.email, u.raw_user_meta_data)
  from auth.users u
  where not exists (select from public.profiles p where p.id = u.id);
end;
$$;
revoke execute on function private.restore_auth_triggers() from public, anon, authenticated;

-- All that are missing, or none. Each of the two tables is waited for 50 ms at most: no sign-in waits longer than 100 ms.
do $$
declare
  missing record;
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '50ms';
      for missing in
        select name, statement from private.auth_triggers()
        where name in (select private.missing_auth_triggers())
      loop
        execute missing.statement;
      end loop;
      return;
    exception when lock_not_available then
      if attempt = 600 then
        raise exception 'other transactions have locked auth.users for two minutes'
          using errcode = 'lock_not_available', hint = 'docs/operations.md says what can be done: "Into a project in use".';
      end if;
    end;
    perform pg_sleep(0.1);
  end loop;
end;
$$;

update private.installation set migration = '20261126120200';
