-- Catching up with 200,000 accounts kept auth.users locked for 2.7 s, because the second look ran under the locks of the
-- triggers. It now compares the accounts in one join, and happens only once the first looks have become short.
set lock_timeout = '5s';
set statement_timeout = '5min';

create or replace function private.catch_up_with_accounts()
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- A join of the three tables: two conditions for each account take three times as long.
  perform private.ensure_account(u.id), private.ensure_profile(u.id, u.email, u.raw_user_meta_data)
  from auth.users u
  left join public.profiles p on p.id = u.id
  left join private.accounts a on a.id = u.id and a.deleted_at is null
  where p.id is null or a.id is null;

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

-- Returns the names of what it put back.
create or replace function private.attach_to_auth()
returns setof text
language plpgsql
set search_path = ''
as $$
declare
  made text[];
  began timestamptz;
begin
  -- First what takes long, while nothing of Supabase is locked. Accounts go on changing during a long look. Another look
  -- leaves little to the one under the locks.
  for look in 1..4 loop
    began := clock_timestamp();
    perform private.catch_up_with_accounts();
    exit when clock_timestamp() - began < interval '5 seconds';
  end loop;
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

update private.installation set migration = '20261127010010';
