-- A person may be muted for a time, and suspended. A suspended person has no session, and the Data API shows them nothing.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.restrictions (
  -- No foreign key: sign-ups would wait for its making, and a suspended account may come back from a backup.
  account_id uuid primary key,
  muted_until timestamptz,
  suspended_until timestamptz
);
comment on table private.restrictions is 'What moderators took from accounts. It is nearly always empty.';
comment on column private.restrictions.account_id is
  'An account, or an alias. A muted alias is muted in its room only, so that nobody sees who else falls silent.';
comment on column private.restrictions.muted_until is 'Until then the person reads and does not write.';
comment on column private.restrictions.suspended_until is
  'Until then the person is not let in. infinity: until a moderator takes it back.';

alter table private.restrictions enable row level security;

revoke all on private.restrictions from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.restrictions to service_role;

create policy "service role has full access" on private.restrictions
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.restrictions
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

alter table public.user_sessions drop constraint user_sessions_revoke_reason_check;
alter table public.user_sessions add constraint user_sessions_revoke_reason_check check (revoke_reason in (
  'logged_out', 'ended_by_owner', 'replaced', 'refresh_token_reuse',
  'sign_in_ended', 'expired', 'account_deleted', 'administrator', 'suspended'
)) not valid;

create or replace function private.sign_in_refusal(account uuid, assurance text)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select case
      when u.is_anonymous and not (select anonymous_allowed from private.installation)
        then 'anonymous_refused'
      when coalesce(assurance, 'aal1') = 'aal1'
        and exists (select from auth.mfa_factors f where f.user_id = u.id and f.status = 'verified')
        then 'second_factor_needed'
      when (select r.suspended_until > now() from private.restrictions r where r.account_id = u.id)
        then 'suspended'
    end
    from auth.users u
    where u.id = account
  );
end;
$$;

update private.installation set migration = '20261127050040';
