-- The number of people in a conversation, as a column: counting ten thousand rows for each answer would cost more with
-- each person. Triggers update it, because rows also go when an account is deleted.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.conversations add column participant_count bigint not null default 0;
comment on column public.conversations.participant_count is 'The number of people in the conversation now. Triggers of conversation_participants update it.';
grant select (participant_count) on public.conversations to authenticated;

create function private.count_inserted_participants()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.conversations c set participant_count = c.participant_count + changed.number
  from (
    select conversation_id, count(*) as number from inserted where left_at is null group by conversation_id
  ) changed
  where c.id = changed.conversation_id;
  return null;
end;
$$;
revoke execute on function private.count_inserted_participants() from public, anon, authenticated;

create function private.count_deleted_participants()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.conversations c set participant_count = c.participant_count - changed.number
  from (
    select conversation_id, count(*) as number from deleted where left_at is null group by conversation_id
  ) changed
  where c.id = changed.conversation_id;
  return null;
end;
$$;
revoke execute on function private.count_deleted_participants() from public, anon, authenticated;

create function private.count_left_or_returned_participant()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.conversations
  set participant_count = participant_count + case when new.left_at is null then 1 else -1 end
  where id = new.conversation_id;
  return null;
end;
$$;
revoke execute on function private.count_left_or_returned_participant() from public, anon, authenticated;

create trigger parley_participants_inserted
  after insert on public.conversation_participants
  referencing new table as inserted
  for each statement execute function private.count_inserted_participants();
create trigger parley_participants_deleted
  after delete on public.conversation_participants
  referencing old table as deleted
  for each statement execute function private.count_deleted_participants();
-- The most frequent updates move receipts. This condition keeps the trigger out of them.
create trigger parley_participant_left_or_returned
  after update of left_at on public.conversation_participants
  for each row
  when ((old.left_at is null) <> (new.left_at is null))
  execute function private.count_left_or_returned_participant();

update private.installation set migration = '20261126090100';
