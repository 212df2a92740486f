-- A person deletes their own account. A browser that was left open must not be enough for that.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Auth must never lose to Parley: this gives up before deadlock_timeout (1 s), and the person tries again.
create function private.delete_own_account(account uuid, sign_ins uuid[])
returns boolean
language plpgsql
security definer
set search_path = ''
set lock_timeout = '500ms'
as $$
begin
  -- One of these sign-ins is of the last ten minutes. With a second factor, it has used that factor.
  perform from auth.sessions s
  where s.id = any (sign_ins) and s.user_id = account and s.created_at > now() - interval '10 minutes'
    and (
      s.aal::text = 'aal2'
      or not exists (select from auth.mfa_factors f where f.user_id = account and f.status = 'verified')
    );
  if not found then
    return false;
  end if;
  -- The triggers of the deletion do the rest: messages lose their sender, everything else of the person goes.
  delete from auth.users where id = account;
  return true;
end;
$$;
comment on function private.delete_own_account(uuid, uuid[]) is
  'Deletes an account after a recent sign-in of its person. False: there was none.';
revoke execute on function private.delete_own_account(uuid, uuid[]) from public, anon, authenticated;
grant execute on function private.delete_own_account(uuid, uuid[]) to service_role;

update private.installation set migration = '20261127183000';
