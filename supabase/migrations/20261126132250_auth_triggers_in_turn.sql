-- Restoring the triggers locks Supabase's tables only for moments, and makes up for what happened without them: accounts
-- that were made, and accounts that were deleted.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- All that are missing, or none. Each lock is waited for 50 ms at most, so that no sign-in waits longer than 100 ms.
create function private.try_auth_triggers()
returns setof text
language plpgsql
set search_path = ''
set lock_timeout = '50ms'
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
end;
$$;
revoke execute on function private.try_auth_triggers() from public, anon, authenticated;

create or replace function private.restore_auth_triggers()
returns setof text
language plpgsql
set search_path = ''
as $$
declare
  made text[];
begin
  -- First what takes long. The locks of the triggers are then held for a moment only.
  perform private.ensure_account(u.id), private.ensure_profile(u.id, u.email, u.raw_user_meta_data)
  from auth.users u
  where not exists (select from public.profiles p where p.id = u.id)
    or not exists (select from private.accounts a where a.id = u.id and a.deleted_at is null);
  update private.accounts a set deleted_at = now()
  where a.deleted_at is null and not exists (select from auth.users u where u.id = a.id);
  for attempt in 1..200 loop
    begin
      select array_agg(name) into made from private.try_auth_triggers() name;
      return query select unnest(made);
      return;
    exception when lock_not_available then
      if attempt = 200 then
        raise;
      end if;
    end;
    perform pg_sleep(0.1);
  end loop;
end;
$$;

update private.installation set migration = '20261126132250';
