-- The files of reported messages: a moderator looks at them, and their bytes stay until the report is decided.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.reported_files (
  report_id uuid not null references public.reports (id) on delete cascade,
  upload_id uuid not null references private.uploads (id) on delete cascade,
  -- Moderators who opened it. The audit log has one line for each.
  opened_by uuid[] not null default '{}',
  primary key (upload_id, report_id)
);
comment on table private.reported_files is
  'Files of reported messages. A file stays while a report of it is open, also when its message was deleted.';
create index reported_files_report_idx on private.reported_files (report_id);

alter table private.reported_files enable row level security;

revoke all on private.reported_files from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.reported_files to service_role;

create policy "service role has full access" on private.reported_files
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.reported_files
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

update private.installation set migration = '20261127192000';
