-- When a moderator looked up who is behind an alias. The person sees it in their room.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.unmaskings (
  id bigint generated always as identity primary key,
  -- It goes with the alias. The audit log keeps that it happened.
  alias_id uuid not null references private.aliases (id) on delete cascade,
  report_id uuid not null,
  moderator_id uuid not null,
  reason text not null check (char_length(reason) between 1 and 500),
  at timestamptz not null default now()
);
create index unmaskings_alias_idx on private.unmaskings (alias_id);
comment on table private.unmaskings is 'Who looked up who is behind an alias, on which report, and why. Rows are only added.';

alter table private.unmaskings enable row level security;

revoke all on private.unmaskings from public, anon, authenticated, service_role;
grant select, insert on private.unmaskings to service_role;

create policy "service role reads" on private.unmaskings
  for select to service_role using (true);
create policy "service role appends" on private.unmaskings
  for insert to service_role with check (true);
create policy "only while the session stands" on private.unmaskings
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

update private.installation set migration = '20261127040010';
