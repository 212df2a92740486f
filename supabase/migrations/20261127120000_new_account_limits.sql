-- Limits for new accounts: conversations, posts, rooms, reports and people added to groups. Messages had one before.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table private.installation
  add column new_account_conversations bigint check (new_account_conversations > 0),
  add column new_account_posts bigint check (new_account_posts > 0),
  add column new_account_rooms bigint check (new_account_rooms > 0),
  add column new_account_reports bigint check (new_account_reports > 0),
  add column new_account_invitations bigint check (new_account_invitations > 0);
comment on column private.installation.new_account_conversations is
  'How many conversations and groups an account may begin in its first day. Null: no limit. So it is for the others.';
comment on column private.installation.new_account_invitations is
  'How many people an account may add to groups in its first day.';

-- A count names no conversation, room or post. So it joins no account to a dark room.
create table private.new_account_uses (
  -- No foreign key: sign-ups would wait for its making. The upkeep deletes the rows of older accounts.
  account_id uuid not null,
  what text not null check (what in ('conversations', 'posts', 'rooms', 'reports', 'invitations')),
  uses bigint not null check (uses > 0),
  primary key (account_id, what)
);
comment on table private.new_account_uses is
  'What accounts did in their first day, where a limit is set. It is empty where none is.';

alter table private.new_account_uses enable row level security;

revoke all on private.new_account_uses from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.new_account_uses to service_role;

create policy "service role has full access" on private.new_account_uses
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.new_account_uses
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

-- The seconds until the end of the first day of an account. Null when that day is over.
create function private.new_account_seconds(account uuid)
returns double precision
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select extract(epoch from u.created_at + interval '1 day' - clock_timestamp())
    from auth.users u
    where u.id = account and u.created_at > clock_timestamp() - interval '1 day'
  );
end;
$$;
revoke execute on function private.new_account_seconds(uuid) from public, anon, authenticated;
grant execute on function private.new_account_seconds(uuid) to service_role;

-- Counts what a new account does. The answer is null when it may do so, and else the seconds until it may. It runs in the
-- transaction of what is done: two requests at once wait for each other, and a refused one counts nothing.
create function private.use_new_account(account uuid, use_of text, times bigint)
returns double precision
language plpgsql
set search_path = ''
as $$
declare
  most bigint;
  seconds double precision;
begin
  select case use_of
    when 'conversations' then i.new_account_conversations
    when 'posts' then i.new_account_posts
    when 'rooms' then i.new_account_rooms
    when 'reports' then i.new_account_reports
    when 'invitations' then i.new_account_invitations
  end into most from private.installation i;
  if most is null or times <= 0 then
    return null;
  end if;
  seconds := private.new_account_seconds(account);
  if seconds is null then
    return null;
  end if;
  if times <= most then
    insert into private.new_account_uses as known (account_id, what, uses) values (account, use_of, times)
    on conflict (account_id, what) do update set uses = known.uses + excluded.uses
      where known.uses + excluded.uses <= most;
    if found then
      return null;
    end if;
  end if;
  return greatest(seconds, 1);
end;
$$;
revoke execute on function private.use_new_account(uuid, text, bigint) from public, anon, authenticated;
grant execute on function private.use_new_account(uuid, text, bigint) to service_role;

update private.installation set migration = '20261127120000';
