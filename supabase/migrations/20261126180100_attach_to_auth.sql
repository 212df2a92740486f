-- Puts back every object that Parley has outside its own tables and functions, and makes up for what happened without
-- them. Migrations use it, and an operator does after a project was moved or restored. Run again, it changes nothing.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- What happened to accounts while no trigger told Parley. A closed account is only told to the relays: they end its
-- sessions, and write down why.
create function private.catch_up_with_accounts()
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.ensure_account(u.id), private.ensure_profile(u.id, u.email, u.raw_user_meta_data)
  from auth.users u
  where not exists (select from public.profiles p where p.id = u.id)
    or not exists (select from private.accounts a where a.id = u.id and a.deleted_at is null);

  with deleted as (
    update private.accounts a set deleted_at = now()
    where a.deleted_at is null and not exists (select from auth.users u where u.id = a.id)
    returning a.id
  )
  insert into public.audit_log (action, reason, subject_id)
  select 'account_deleted', 'account_deleted', id::text from deleted;
  -- The foreign keys would have deleted these.
  delete from public.user_sessions s where not exists (select from auth.users u where u.id = s.account_id);
  delete from public.blocks b
  where not exists (select from auth.users u where u.id = b.blocker_id)
    or not exists (select from auth.users u where u.id = b.blocked_id);
  delete from public.profiles p where not exists (select from auth.users u where u.id = p.id);

  if pg_notification_queue_usage() < 0.5 then
    perform pg_notify('parley_sign_in_ended', json_build_object('user_id', fallen.account_id)::text)
    from (
      select distinct s.account_id from public.user_sessions s
      where s.revoked_at is null and s.supabase_session_id not in (
        select id from private.standing_sign_ins(array(
          select supabase_session_id from public.user_sessions where revoked_at is null
        ))
      )
    ) fallen;
  end if;
end;
$$;
revoke execute on function private.catch_up_with_accounts() from public, anon, authenticated;

-- All that are missing, or none. Each lock is waited for 50 ms at most, so that no sign-in waits longer than 100 ms.
create function private.try_to_attach()
returns setof text
language plpgsql
set search_path = ''
set lock_timeout = '50ms'
as $$
declare
  missing record;
begin
  -- These before auth.users, which must not be locked while this waits for them.
  if exists (select from private.missing_attachments() name where name like '%fkey') then
    lock table public.blocks, public.user_sessions, public.profiles in share row exclusive mode;
  end if;
  for missing in
    select * from private.attachments() where name in (select private.missing_attachments())
  loop
    if missing.kind = 'extension' then
      execute format('create extension if not exists %I with schema %I', missing.name, missing.place);
    elsif missing.kind = 'foreign key' then
      execute format('alter table %s drop constraint if exists %I', missing.place, missing.name);
      execute format('alter table %s add constraint %I %s not valid', missing.place, missing.name, missing.definition);
    else
      execute format('create or replace trigger %I %s', missing.name, missing.definition);
    end if;
    return next missing.name;
  end loop;
end;
$$;
revoke execute on function private.try_to_attach() from public, anon, authenticated;

-- Returns the names of what it put back.
create function private.attach_to_auth()
returns setof text
language plpgsql
set search_path = ''
as $$
declare
  made text[];
begin
  -- First what takes long, while nothing of Supabase is locked.
  perform private.catch_up_with_accounts();
  for attempt in 1..200 loop
    begin
      select array_agg(name) into made from private.try_to_attach() name;
      exit;
    exception when lock_not_available then
      if attempt = 200 then
        raise;
      end if;
    end;
    perform pg_sleep(0.1);
  end loop;
  -- Then what happened between the two.
  if made is not null then
    perform private.catch_up_with_accounts();
  end if;
  return query select unnest(made);
end;
$$;
revoke execute on function private.attach_to_auth() from public, anon, authenticated;

select private.attach_to_auth();

drop function private.restore_auth_triggers;
drop function private.try_auth_triggers;
drop function private.missing_auth_triggers;
drop function private.auth_triggers;

update private.installation set migration = '20261126180100';
