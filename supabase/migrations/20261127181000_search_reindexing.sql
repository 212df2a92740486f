-- The relay cuts texts into terms, so that the search works the same for every script and every locale of a database.
-- Entries of old relays have version 1 until the relay has made them anew. A search finds both.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table private.search_entries
  add column terms_version bigint not null default 1,
  -- Of the message that the terms are of. The search does not find an edited message by its old text.
  add column edited_at timestamptz;

create table private.search_reindexing (
  only_row boolean primary key default true check (only_row),
  -- The version of the terms that the newest relay makes.
  terms_version bigint not null,
  -- All messages up to this id were put into the queue. Null before the first.
  last_id uuid,
  finished_at timestamptz
);
comment on table private.search_reindexing is
  'How far the relay is with making the terms of all messages anew. One row.';
insert into private.search_reindexing (terms_version) values (1);

alter table private.search_reindexing enable row level security;

revoke all on private.search_reindexing from public, anon, authenticated, service_role;
grant select, update on private.search_reindexing to service_role;

create policy "service role has full access" on private.search_reindexing
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.search_reindexing
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

-- Puts the next `most` messages into the queue of the search when the relay makes newer terms than before. True when
-- nothing is left. Ids are random, so the walk along the primary key spreads over all conversations. The queue stays
-- short meanwhile: a new message waits for one batch at most.
create function private.queue_old_terms(version int, most int)
returns boolean
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  state private.search_reindexing;
  last uuid;
  seen int;
begin
  select * into state from private.search_reindexing for update skip locked;
  if not found then
    return false;
  end if;
  if state.terms_version > version or (state.terms_version = version and state.finished_at is not null) then
    return true;
  end if;
  if state.terms_version < version then
    state.last_id := null;
  end if;
  if (select count(*) from (select from private.search_queue limit most) waiting) < most then
    select (array_agg(next.id order by next.id desc))[1], count(*) into last, seen from (
      select m.id from public.messages m
      where m.id > coalesce(state.last_id, '00000000-0000-0000-0000-000000000000') order by m.id limit most
    ) next;
    insert into private.search_queue (message_id)
    select m.id from public.messages m
    where m.id > coalesce(state.last_id, '00000000-0000-0000-0000-000000000000') and m.id <= last
      and m.kind = 'text' and m.deleted_at is null and not private.is_of_dark_room(m.conversation_id)
    order by m.id;
  end if;
  update private.search_reindexing set terms_version = version, last_id = coalesce(last, state.last_id),
    finished_at = case when seen < most then now() end;
  return coalesce(seen < most, false);
end;
$$;
revoke execute on function private.queue_old_terms(int, int) from public, anon, authenticated;
grant execute on function private.queue_old_terms(int, int) to service_role;

update private.installation set migration = '20261127181000';
