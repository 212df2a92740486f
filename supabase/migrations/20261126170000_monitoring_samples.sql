-- What each relay counts, for the monitoring page of administrators. Each relay adds a row every ten seconds, and rows
-- older than a day go. Nothing of messages is in it.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Unlogged: a crash of the database may empty it, and its writing costs no log.
create unlogged table private.monitoring_samples (
  node uuid not null,
  at timestamptz not null default now(),
  sockets bigint not null,
  people bigint not null,
  opened bigint not null,
  closed jsonb not null,
  stored bigint not null,
  confirmed bigint not null,
  gaps bigint not null,
  latencies bigint[] not null,
  connections jsonb,
  primary key (at, node)
);
comment on table private.monitoring_samples is
  'What each relay counted in ten seconds. The relay deletes rows after a day.';
comment on column private.monitoring_samples.node is 'A relay process. It takes a new id at each start.';
comment on column private.monitoring_samples.connections is
  'The people with the most sockets, {user_id: sockets}. Only the newest row of a node has it.';

alter table private.monitoring_samples enable row level security;

revoke all on private.monitoring_samples from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.monitoring_samples to service_role;

create policy "service role has full access" on private.monitoring_samples
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.monitoring_samples
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

update private.installation set migration = '20261126170000';
