-- The limit of bytes a day, and the switch for all uploads.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- How many bytes a person began to upload in an hour. It is apart from the uploads, because those lose their owner.
create table private.uploaded_bytes (
  account_id uuid not null,
  hour timestamptz not null,
  bytes bigint not null check (bytes >= 0),
  primary key (account_id, hour)
);
comment on table private.uploaded_bytes is 'For the limit of bytes a day. Rows older than a day are deleted.';
create index uploaded_bytes_hour_idx on private.uploaded_bytes (hour);

alter table private.uploaded_bytes enable row level security;

revoke all on private.uploaded_bytes from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.uploaded_bytes to service_role;

create policy "service role has full access" on private.uploaded_bytes
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.uploaded_bytes
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

alter table private.installation add column uploads_enabled boolean not null default true;
comment on column private.installation.uploads_enabled is
  'False: an administrator switched uploads off. All relays read it at each new upload.';

update private.installation set migration = '20261127140010';
