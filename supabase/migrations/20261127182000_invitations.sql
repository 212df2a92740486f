-- Invitations: a link of a person, or of a group. Whoever opens it comes into a conversation.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.invitations (
  id uuid primary key default gen_random_uuid(),
  -- SHA-256 of the token in the link. The token is random, so nobody finds it from its hash.
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  inviter_id uuid not null references public.profiles (id) on delete cascade,
  conversation_id uuid references public.conversations (id) on delete cascade,
  created_at timestamptz not null default now(),
  ends_at timestamptz,
  max_uses bigint check (max_uses > 0),
  uses bigint not null default 0 check (uses >= 0 and uses <= max_uses)
);
comment on table private.invitations is
  'Links that invite people. A link that was taken back has no row, so it is the same as one that never was.';
comment on column private.invitations.conversation_id is
  'The group that the link leads to. Null: it leads to a conversation with the inviter.';
comment on column private.invitations.max_uses is 'How many people may come by the link. Null: any number.';
create index invitations_inviter_idx on private.invitations (inviter_id, created_at);
create index invitations_conversation_idx on private.invitations (conversation_id, inviter_id)
  where conversation_id is not null;
create index invitations_end_idx on private.invitations (ends_at) where ends_at is not null;

create table private.invitation_uses (
  invitation_id uuid not null references private.invitations (id) on delete cascade,
  account_id uuid not null references public.profiles (id) on delete cascade,
  primary key (invitation_id, account_id)
);
comment on table private.invitation_uses is 'Who came by an invitation. A person counts once.';
create index invitation_uses_account_idx on private.invitation_uses (account_id);

alter table private.invitations enable row level security;
alter table private.invitation_uses enable row level security;

revoke all on private.invitations from public, anon, authenticated, service_role;
revoke all on private.invitation_uses from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.invitations, private.invitation_uses to service_role;

create policy "service role has full access" on private.invitations
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.invitations
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));
create policy "service role has full access" on private.invitation_uses
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.invitation_uses
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

-- Whatever takes a person out of a group, or their right to add people, also ends their links to it. Otherwise an old
-- link would work again when the person is back one day.
create function private.end_invitations()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  delete from private.invitations i
  where i.conversation_id = new.conversation_id and i.inviter_id = new.user_id;
  return null;
end;
$$;
revoke execute on function private.end_invitations() from public, anon, authenticated;

create trigger end_invitations after update of left_at, role on public.conversation_participants
  for each row when (
    (new.left_at is not null and old.left_at is null) or (new.role = 'member' and old.role <> 'member')
  )
  execute function private.end_invitations();

comment on column public.conversation_participants.barred_at is
  'This person was removed, and may come back by no link of the room or group. Not granted to authenticated.';
comment on column public.audit_log.details is
  'The reason in the words of the moderator, or the id of an invitation.';

update private.installation set migration = '20261127182000';
