-- Who is a moderator, and the settings of moderation.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Who acted, and in which words. The reason of a row stays one of a closed set.
alter table public.audit_log
  add column actor_id text,
  add column details text constraint audit_log_details_check check (char_length(details) <= 500);
comment on column public.audit_log.actor_id is 'The moderator who acted. Null where the person or the relay itself did.';
comment on column public.audit_log.details is 'The reason in the words of the moderator.';

alter table private.installation
  add column first_moderator text,
  add column new_account_messages bigint check (new_account_messages > 0);
comment on column private.installation.first_moderator is
  'PARLEY_FIRST_MODERATOR: an account id, or a confirmed e-mail address. The relay writes it at its start.';
comment on column private.installation.new_account_messages is
  'How many messages an account may write in its first day. Null: no limit.';

-- The role of an account in this installation. People cannot write app_metadata themselves, only the service key can.
-- The key in it is `parley_role`, because another application of the project may use `role` for something else.
create function private.role_of(account uuid)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select case
      when 'admin' in (p.role, u.raw_app_meta_data ->> 'parley_role') then 'admin'
      when 'moderator' in (p.role, u.raw_app_meta_data ->> 'parley_role') then 'moderator'
      when (
        select i.first_moderator = u.id::text
          or (lower(i.first_moderator) = lower(u.email) and u.email_confirmed_at is not null)
        from private.installation i
      ) then 'moderator'
      else 'member'
    end
    from auth.users u join public.profiles p on p.id = u.id
    where u.id = account and u.deleted_at is null
  );
end;
$$;
revoke execute on function private.role_of(uuid) from public, anon, authenticated;
grant execute on function private.role_of(uuid) to service_role;

create function private.is_moderator(account uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce(private.role_of(account) in ('moderator', 'admin'), false)
$$;
revoke execute on function private.is_moderator(uuid) from public, anon, authenticated;
grant execute on function private.is_moderator(uuid) to service_role;

update private.installation set migration = '20261127050030';
