-- How many people are inside a room now. Each relay tells the number of its own people.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Unlogged: a crash of the database may empty it, and the relays fill it again within ten seconds.
create unlogged table private.hangouts_inside (
  conversation_id uuid not null references public.conversations (id) on delete cascade,
  node uuid not null,
  inside bigint not null check (inside > 0),
  at timestamptz not null default now(),
  primary key (conversation_id, node)
);
comment on table private.hangouts_inside is
  'The number of people inside a room, by relay process. A row counts for 30 seconds. It names nobody.';

alter table private.hangouts_inside enable row level security;

revoke all on private.hangouts_inside from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.hangouts_inside to service_role;

create policy "service role has full access" on private.hangouts_inside
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.hangouts_inside
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

update private.installation set migration = '20261126190100';
