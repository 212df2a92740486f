-- Files that people upload, and which message each of them belongs to. Their bytes lie in the storage of files.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.uploads (
  -- The relay chooses it. The names of the bytes in the storage are made of it.
  id uuid primary key,
  -- Who uploads it. Null from the moment a message carries it.
  owner_id uuid references private.accounts (id) on delete set null,
  -- receiving: bytes are missing. checking: the relay looks at the bytes. ready: a message may carry it.
  state text not null default 'receiving'
    check (state in ('receiving', 'checking', 'ready', 'refused', 'released')),
  -- One line without signs of control. In a dark room it says nothing.
  name text not null check (char_length(name) between 1 and 200),
  size bigint not null check (size > 0),
  kind text check (kind in ('picture', 'video', 'audio', 'voice', 'other')),
  mime text,
  width integer check (width > 0),
  height integer check (height > 0),
  placeholder text check (char_length(placeholder) <= 4000),
  sha256 text,
  alt text not null default '' check (char_length(alt) <= 500),
  duration_ms integer check (duration_ms >= 0),
  waveform text check (char_length(waveform) <= 100),
  message_id uuid references public.messages (id) on delete set null,
  position smallint,
  created_at timestamptz not null default now(),
  -- The last time that bytes came.
  active_at timestamptz not null default now(),
  -- So nobody finds the person behind an alias by its files.
  constraint uploads_owner_or_message check (owner_id is null or message_id is null)
);
comment on table private.uploads is 'Files of people. A message that carries one is its only owner.';
comment on column private.uploads.state is
  'released: the message is gone. The collector deletes the bytes and then the row.';
create index uploads_message_idx on private.uploads (message_id, position) where message_id is not null;
create index uploads_owner_idx on private.uploads (owner_id, created_at) where owner_id is not null;
-- What no message carries is collected in this order.
create index uploads_loose_idx on private.uploads (created_at) where message_id is null;

alter table private.uploads enable row level security;

revoke all on private.uploads from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.uploads to service_role;

create policy "service role has full access" on private.uploads
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.uploads
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

-- How many bytes a person began to upload in an hour. It is apart from the uploads, because those lose their owner.
create table private.uploaded_bytes (
  account_id uuid not null references private.accounts (id) on delete cascade,
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

-- A message tells how many files it has, so that reading one without files costs nothing.
alter table public.messages add column file_count smallint not null default 0;
comment on column public.messages.file_count is
  'How many files it carries. Not granted to authenticated: the Data API shows no files.';

-- An upload in the wire's shape.
create function private.file_json(file private.uploads)
returns json
language sql
immutable
set search_path = ''
as $$
  select json_build_object(
    'id', file.id, 'kind', file.kind, 'name', file.name, 'mime', file.mime, 'size', file.size,
    'width', file.width, 'height', file.height, 'placeholder', file.placeholder, 'alt', file.alt,
    'duration_ms', file.duration_ms, 'waveform', file.waveform
  )
$$;
revoke execute on function private.file_json(private.uploads) from public, anon, authenticated;
grant execute on function private.file_json(private.uploads) to service_role;

-- The name of a file in a dark room. It tells what to open it with, and nothing of the person.
create function private.neutral_file_name(file private.uploads)
returns text
language sql
immutable
set search_path = ''
as $$
  select case file.kind when 'picture' then 'picture' when 'video' then 'video' when 'audio' then 'audio' else 'file' end
    || coalesce(case
      when file.kind in ('picture', 'video', 'audio') then '.' || case split_part(file.mime, '/', 2)
        when 'jpeg' then 'jpg' when 'quicktime' then 'mov' when 'mpeg' then 'mp3' else split_part(file.mime, '/', 2)
      end
      when file.name ~ '\.[A-Za-z0-9]{1,5}$' then lower(substring(file.name from '\.[A-Za-z0-9]{1,5}$'))
    end, '')
$$;
revoke execute on function private.neutral_file_name(private.uploads) from public, anon, authenticated;
grant execute on function private.neutral_file_name(private.uploads) to service_role;

-- Adds the files to a message in the wire's shape. The relay calls it only for messages that have some.
create function private.with_files(message json, id uuid)
returns json
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select concat(left(message::text, -1), ',"files":', json_agg(private.file_json(u) order by u.position), '}')::json
    from private.uploads u where u.message_id = with_files.id
  );
end;
$$;
revoke execute on function private.with_files(json, uuid) from public, anon, authenticated;
grant execute on function private.with_files(json, uuid) to service_role;

-- Whatever deletes a message also lets its files go.
create function private.release_files()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  update private.uploads u set state = 'released', message_id = null, position = null where u.message_id = new.id;
  new.file_count := 0;
  return new;
end;
$$;
revoke execute on function private.release_files() from public, anon, authenticated;

create trigger release_files before update on public.messages
  for each row when (new.deleted_at is not null and new.file_count > 0)
  execute function private.release_files();

update private.installation set migration = '20261127140000';
