-- Files that people upload, and which message each of them belongs to. Their bytes lie in the storage of files.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.uploads (
  -- The relay chooses it. The names of the bytes in the storage are made of it.
  id uuid primary key,
  -- Who uploads it. Null from the moment a message carries it. No foreign key: sign-ups would wait for its making.
  owner_id uuid,
  -- receiving: bytes are missing. checking: the relay looks at the bytes. ready: a message may carry it.
  state text not null default 'receiving'
    check (state in ('receiving', 'checking', 'ready', 'refused', 'released')),
  -- One line without signs of control. In a dark room it says nothing.
  name text not null check (char_length(name) between 1 and 200),
  size bigint not null check (size > 0),
  kind text check (kind in ('picture', 'video', 'audio', 'voice', 'other')),
  mime text,
  width bigint check (width > 0),
  height bigint check (height > 0),
  placeholder text check (char_length(placeholder) <= 4000),
  sha256 text,
  alt text not null default '' check (char_length(alt) <= 500),
  duration_ms bigint check (duration_ms >= 0),
  waveform text check (char_length(waveform) <= 100),
  message_id uuid references public.messages (id) on delete set null,
  position bigint,
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

update private.installation set migration = '20261127140000';
