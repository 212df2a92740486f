-- The terms of a message are written behind its commit. The commit only notes in a queue which message is to be indexed.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.search_queue (
  id bigint generated always as identity primary key,
  message_id uuid not null,
  queued_at timestamptz not null default clock_timestamp()
)
-- Rows live for less than a second, so the share of dead rows says nothing.
with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
comment on table private.search_queue is
  'Messages whose terms in private.search_entries may be missing or out of date, in the order of their changes.';

alter table private.search_queue enable row level security;

revoke all on private.search_queue from public, anon, authenticated, service_role;
grant select, insert, delete on private.search_queue to service_role;

create policy "service role has full access" on private.search_queue
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.search_queue
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

-- A deleted account deletes and changes messages too, under a role of Supabase, which may not write here itself.
create function private.queue_inserted_messages()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.search_queue (message_id)
  select id from inserted where kind = 'text' order by conversation_id, seq;
  return null;
end;
$$;
revoke execute on function private.queue_inserted_messages() from public, anon, authenticated;

create function private.queue_deleted_messages()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.search_queue (message_id) select id from deleted where kind = 'text';
  return null;
end;
$$;
revoke execute on function private.queue_deleted_messages() from public, anon, authenticated;

create function private.queue_changed_message()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.search_queue (message_id) values (new.id);
  return null;
end;
$$;
revoke execute on function private.queue_changed_message() from public, anon, authenticated;

create trigger messages_inserted after insert on public.messages
  referencing new table as inserted for each statement execute function private.queue_inserted_messages();
create trigger messages_deleted after delete on public.messages
  referencing old table as deleted for each statement execute function private.queue_deleted_messages();
-- Most updates of a message change neither: then it costs nothing.
create trigger messages_changed after update of body, created_at on public.messages for each row
  when ((old.body, old.created_at) is distinct from (new.body, new.created_at))
  execute function private.queue_changed_message();

update private.installation set migration = '20261126140100';
