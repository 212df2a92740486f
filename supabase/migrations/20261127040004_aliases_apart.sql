-- Aliases are in no list of Supabase, and their messages in no search.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- An alias is in no list of Supabase. The rest of the function is as before.
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
      and not exists (select from private.aliases alias where alias.id = a.id)
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

-- What was written in a dark room is never indexed, so no search can find it.
create or replace function private.queue_inserted_messages()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.search_queue (message_id)
  select id from inserted where kind = 'text' and not private.is_of_dark_room(conversation_id)
  order by conversation_id, seq;
  return null;
end;
$$;
revoke execute on function private.queue_inserted_messages() from public, anon, authenticated;

create or replace function private.queue_changed_message()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if private.is_of_dark_room(new.conversation_id) then
    return null;
  end if;
  insert into private.search_queue (message_id) values (new.id);
  return null;
end;
$$;
revoke execute on function private.queue_changed_message() from public, anon, authenticated;

update private.installation set migration = '20261127040004';
