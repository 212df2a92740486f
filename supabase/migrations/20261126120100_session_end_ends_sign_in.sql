-- Ending a session in Parley ends the Supabase session behind it in the same transaction, whoever ends it: the relay or an
-- administrator's SQL. Otherwise the refresh token of an ended device would go on giving access tokens.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Auth must never lose to Parley: whoever waits longer than deadlock_timeout (1 s) may be chosen to fail, so this gives up
-- before that, and the relay tries again.
create function private.end_sign_in()
returns trigger
language plpgsql
security definer
set search_path = ''
set lock_timeout = '500ms'
as $$
begin
  delete from auth.sessions where id = new.supabase_session_id and user_id = new.account_id;
  return null;
end;
$$;
revoke execute on function private.end_sign_in() from public, anon, authenticated;

-- 'replaced' and 'expired' are nobody's decision to keep a browser out.
create trigger user_sessions_end_sign_in
  after update of revoked_at on public.user_sessions
  for each row
  when (
    old.revoked_at is null and new.revoked_at is not null
    and coalesce(new.revoke_reason, 'administrator') not in ('replaced', 'expired')
  )
  execute function private.end_sign_in();

-- What was ended before this file: those sign-ins cannot be bridged any more, and shall read nothing either.
delete from auth.sessions s
using public.user_sessions ended
where ended.supabase_session_id = s.id and ended.account_id = s.user_id and ended.revoked_at is not null
  and coalesce(ended.revoke_reason, 'administrator') not in ('replaced', 'expired');

update private.installation set migration = '20261126120100';
