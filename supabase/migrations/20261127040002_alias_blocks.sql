-- Aliases that one alias of the same room does not want to read.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- An alias hides another one of its room. Both are aliases, so that no row joins an account to a room.
create table private.alias_blocks (
  blocker_id uuid not null references private.aliases (id) on delete cascade,
  blocked_id uuid not null references private.aliases (id) on delete cascade,
  primary key (blocker_id, blocked_id)
);
create index alias_blocks_blocked_idx on private.alias_blocks (blocked_id);
comment on table private.alias_blocks is 'Aliases that one alias of the same room does not want to read.';

alter table private.alias_blocks enable row level security;

revoke all on private.alias_blocks from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.alias_blocks to service_role;

create policy "service role has full access" on private.alias_blocks
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.alias_blocks
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

update private.installation set migration = '20261127040002';
