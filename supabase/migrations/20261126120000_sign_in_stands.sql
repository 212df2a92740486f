-- An access token of Supabase is good until it runs out, also when its session has ended. Every own table therefore asks,
-- once a query, whether the session of the token still stands: an ended device reads nothing with what it has left.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- A sign-up writes to profiles. It is locked last, and each try waits 100 ms for it at most and then makes room: no sign-up
-- waits longer.
do $$
begin
  for attempt in 1..600 loop
    begin
      set local lock_timeout = '100ms';
      lock table public.conversations, public.conversation_participants, public.messages, public.message_reactions,
        public.blocks, public.user_sessions, public.refresh_tokens, public.audit_log, private.installation, public.profiles
        in access exclusive mode;
      return;
    exception when lock_not_available then
      if attempt = 600 then
        raise exception 'other transactions have locked tables of Parley for two minutes'
          using errcode = 'lock_not_available', hint = 'docs/operations.md says what can be done: "Into a project in use".';
      end if;
    end;
    perform pg_sleep(0.1);
  end loop;
end;
$$;

-- Accounts without any way to sign in again are let in only where the operator wants them.
alter table private.installation add column anonymous_allowed boolean not null default false;
comment on column private.installation.anonymous_allowed is
  'Whether people who signed in anonymously may use Parley. Others see them only then.';

-- Which of these Supabase sessions stand: not signed out, not over, their people neither banned nor deleted.
-- plpgsql, here and below, because it keeps its plans: called with every request, that is seven times as fast as sql.
create function private.standing_sign_ins(sign_ins uuid[])
returns table (id uuid, user_id uuid)
language plpgsql
stable
security definer
rows 1
set search_path = ''
as $$
begin
  return query
  select s.id, s.user_id
  from auth.sessions s
  join auth.users u on u.id = s.user_id
  where s.id = any (sign_ins)
    and (s.not_after is null or s.not_after > now())
    and (u.banned_until is null or u.banned_until <= now())
    and u.deleted_at is null;
end;
$$;
revoke execute on function private.standing_sign_ins(uuid[]) from public, anon, authenticated;
grant execute on function private.standing_sign_ins(uuid[]) to service_role;

-- Why a sign-in that stands is not enough for Parley, as a code of the wire; null when it is.
-- assurance is the claim `aal` of the token: somebody with a second factor has to have used it.
create function private.sign_in_refusal(account uuid, assurance text)
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
    end
    from auth.users u
    where u.id = account
  );
end;
$$;
revoke execute on function private.sign_in_refusal(uuid, text) from public, anon, authenticated;
grant execute on function private.sign_in_refusal(uuid, text) to service_role;

-- Whether the token of this request still opens anything. For policies, which ask it once a query.
create function private.session_stands()
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  claims jsonb := auth.jwt();
  asking uuid := auth.uid();
begin
  return exists (
    select from private.standing_sign_ins(array[(claims ->> 'session_id')::uuid]) s
    where s.user_id = asking
      and private.sign_in_refusal(asking, claims ->> 'aal') is null
  );
end;
$$;
revoke execute on function private.session_stands() from public, anon;
grant execute on function private.session_stands() to authenticated, service_role;

create policy "only while the session stands" on public.conversations
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));
create policy "only while the session stands" on public.conversation_participants
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));
create policy "only while the session stands" on public.messages
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));
create policy "only while the session stands" on public.message_reactions
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));
create policy "only while the session stands" on public.profiles
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));
create policy "only while the session stands" on public.blocks
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));
create policy "only while the session stands" on public.user_sessions
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));
create policy "only while the session stands" on public.refresh_tokens
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));
create policy "only while the session stands" on public.audit_log
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));
create policy "only while the session stands" on private.installation
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

update private.installation set migration = '20261126120000';
