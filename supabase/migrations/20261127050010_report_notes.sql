-- What each reporter said about a message or a person.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.report_notes (
  report_id uuid not null references public.reports (id) on delete cascade,
  reporter_id uuid not null,
  reason text not null,
  note text not null default '' check (char_length(note) <= 1000),
  created_at timestamptz not null default now(),
  primary key (report_id, reporter_id)
);
comment on table private.report_notes is 'What each reporter said. A person reports the same thing once.';

alter table private.report_notes enable row level security;

revoke all on private.report_notes from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.report_notes to service_role;

create policy "service role has full access" on private.report_notes
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.report_notes
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

update private.installation set migration = '20261127050010';
