-- Pictures of people and groups, as the relay drew them. What was an address of another site is fetched once.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.pictures (
  -- Every picture has a version of its own. `avatar_url` names it.
  version uuid primary key default gen_random_uuid(),
  profile_id uuid unique references public.profiles (id) on delete cascade,
  conversation_id uuid unique references public.conversations (id) on delete cascade,
  -- A square WebP of 256 pixels.
  bytes bytea not null check (octet_length(bytes) between 1 and 131072),
  created_at timestamptz not null default now(),
  constraint pictures_one_subject check (num_nonnulls(profile_id, conversation_id) = 1)
);
comment on table private.pictures is 'The picture of a person or of a group. There is one at most.';

alter table private.pictures enable row level security;

revoke all on private.pictures from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.pictures to service_role;

create policy "service role has full access" on private.pictures
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.pictures
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

-- `picture:<version>` stands for a row above. An address is one of another site that was not fetched yet.
alter table public.profiles drop constraint profiles_avatar_url_check;
alter table public.profiles add constraint profiles_avatar_url_check
  check (avatar_url ~ '^(https://|picture:)' and char_length(avatar_url) <= 2000) not valid;
alter table public.conversations drop constraint conversations_avatar_url_check;
alter table public.conversations add constraint conversations_avatar_url_check
  check (avatar_url ~ '^(https://|picture:)' and char_length(avatar_url) <= 2000) not valid;

update private.installation set migration = '20261127160000';
