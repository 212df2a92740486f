-- Parley's own list of accounts. Messages, reactions and seats refer to it, and not to auth.users any more: deleting an
-- account in Supabase then changes one row here and returns at once, however much the account wrote. The relay does the
-- rest in batches, and deletes the row at the end.
set lock_timeout = '5s';
set statement_timeout = '30min';

create table private.accounts (
  id uuid primary key,
  -- Deleted in Supabase. What the account wrote still waits for the relay.
  deleted_at timestamptz
);
comment on column private.accounts.deleted_at is
  'When Supabase deleted the account. The row goes when nothing of the account is left.';
-- Nearly always empty: every query that shows whose something is asks it.
create index accounts_departing_idx on private.accounts (id) where deleted_at is not null;

alter table private.accounts enable row level security;

revoke all on private.accounts from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.accounts to service_role;

create policy "service role has full access" on private.accounts
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.accounts
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

-- Deleted accounts of which something is left. Nobody may see that something is theirs. Policies ask this once a query.
create function private.departing_accounts()
returns setof uuid
language sql
stable
security definer
rows 1
set search_path = ''
as $$
  select id from private.accounts where deleted_at is not null
$$;
revoke execute on function private.departing_accounts() from public, anon;
grant execute on function private.departing_accounts() to authenticated, service_role;

create policy "deleted accounts are nobody" on public.conversation_participants
  as restrictive for select to authenticated
  using (user_id not in (select private.departing_accounts()));
-- A row cannot be shown without its sender, so it waits for the relay: it comes back without a sender.
create policy "deleted accounts are nobody" on public.messages
  as restrictive for select to authenticated
  using (sender_id is null or sender_id not in (select private.departing_accounts()));
create policy "deleted accounts are nobody" on public.message_reactions
  as restrictive for select to authenticated
  using (user_id not in (select private.departing_accounts()));

-- An account may come back with its id, for example from a backup of Supabase.
create function private.ensure_account(account uuid)
returns void
language sql
security definer
set search_path = ''
as $$
  insert into private.accounts as a (id) values (account)
  on conflict (id) do update set deleted_at = null where a.deleted_at is not null
$$;
revoke execute on function private.ensure_account(uuid) from public, anon, authenticated;
grant execute on function private.ensure_account(uuid) to service_role;

-- It never raises, so that a sign-up does not fail because of Parley. The relay makes up for what is missing.
create or replace function private.on_account_created()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  begin
    perform private.ensure_account(new.id);
  exception when others then
    raise warning 'Parley does not know the account % yet: %', new.id, sqlerrm;
  end;
  perform private.ensure_profile(new.id, new.email, new.raw_user_meta_data);
  return new;
exception when others then
  raise warning 'account % has no profile yet: %', new.id, sqlerrm;
  return new;
end;
$$;

insert into private.accounts (id)
select id from auth.users
union select user_id from public.conversation_participants
on conflict do nothing;

-- Without it, the planner would take half of the accounts for deleted, and read them all.
analyze private.accounts;

update private.installation set migration = '20261126132200';
