-- Previews of links in messages. The relay fetches a page once and serves what it keeps of it.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.link_previews (
  id uuid primary key default gen_random_uuid(),
  address text not null check (char_length(address) between 1 and 2000),
  -- `waiting`: to be fetched. `nothing`: the page has no title, or could not be fetched. A row that is `ready` never changes.
  state text not null default 'waiting' check (state in ('waiting', 'ready', 'nothing')),
  -- A relay began to fetch it. After a minute without a result another one may try.
  claimed_at timestamptz,
  created_at timestamptz not null default now(),
  title text check (char_length(title) between 1 and 1000),
  -- The host that the page came from.
  site text check (char_length(site) between 1 and 255),
  -- A square WebP of 256 pixels, as the relay drew it.
  picture bytea check (octet_length(picture) between 1 and 131072),
  constraint link_previews_ready_is_whole check (state <> 'ready' or (title is not null and site is not null))
);
comment on table private.link_previews is 'What the relay keeps of a page that a message links to. Only the relay reads it.';
-- The newest row of an address. An address can be too long for an index.
create index link_previews_address_idx on private.link_previews (md5(address), created_at desc);
create index link_previews_waiting_idx on private.link_previews (created_at) where state = 'waiting';

alter table private.link_previews enable row level security;
revoke all on private.link_previews from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.link_previews to service_role;
create policy "service role has full access" on private.link_previews
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.link_previews
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

create table private.message_previews (
  message_id uuid primary key references public.messages (id) on delete cascade,
  -- Null: the writer wants no preview of this message, also after an edit.
  preview_id uuid references private.link_previews (id) on delete cascade,
  shown boolean not null default false
);
comment on table private.message_previews is 'The preview that a message shows or waits for.';
create index message_previews_preview_idx on private.message_previews (preview_id);
create index message_previews_not_shown_idx on private.message_previews (message_id)
  where not shown and preview_id is not null;

alter table private.message_previews enable row level security;
revoke all on private.message_previews from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.message_previews to service_role;
create policy "service role has full access" on private.message_previews
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.message_previews
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

-- A message tells that it shows a preview, so that reading one without costs nothing.
alter table public.messages add column has_preview boolean not null default false;
comment on column public.messages.has_preview is
  'It shows a preview of a link. Not granted to authenticated: the Data API shows no previews.';

-- Adds the files and the preview to a message in the wire's shape. The relay calls it only for messages that have some.
create function private.with_extras(message json, id uuid)
returns json
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  files json := (
    select json_agg(private.file_json(u) order by u.position) from private.uploads u where u.message_id = with_extras.id
  );
  preview json := (
    select json_build_object('address', p.address, 'title', p.title, 'site', p.site, 'has_picture', p.picture is not null)
    from private.message_previews mp join private.link_previews p on p.id = mp.preview_id
    where mp.message_id = with_extras.id and mp.shown
  );
begin
  return concat(
    left(message::text, -1), ',"files":' || files::text, ',"preview":' || preview::text, '}'
  )::json;
end;
$$;
revoke execute on function private.with_extras(json, uuid) from public, anon, authenticated;
grant execute on function private.with_extras(json, uuid) to service_role;

-- Whatever deletes a message also lets its preview go.
create function private.release_preview()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  delete from private.message_previews mp where mp.message_id = new.id;
  new.has_preview := false;
  return new;
end;
$$;
revoke execute on function private.release_preview() from public, anon, authenticated;

create trigger release_preview before update on public.messages
  for each row when (new.deleted_at is not null and new.has_preview)
  execute function private.release_preview();

update private.installation set migration = '20261127185000';
