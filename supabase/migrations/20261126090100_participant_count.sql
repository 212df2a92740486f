-- How many people are in a conversation, kept as a number: counting ten thousand rows for each answer would cost more with
-- each person. Triggers keep it, because rows also go when an account is deleted.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.conversations add column participant_count bigint not null default 0;
comment on column public.conversations.participant_count is 'People who are in it now. Kept by triggers of conversation_participants.';
grant select (participant_count) on public.conversations to authenticated;

create function private.count_who_came()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.conversations c set participant_count = c.participant_count + changed.number
  from (
    select conversation_id, count(*) as number from came where left_at is null group by conversation_id
  ) changed
  where c.id = changed.conversation_id;
  return null;
end;
$$;
revoke execute on function private.count_who_came() from public, anon, authenticated;

create function private.count_who_went()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.conversations c set participant_count = c.participant_count - changed.number
  from (
    select conversation_id, count(*) as number from went where left_at is null group by conversation_id
  ) changed
  where c.id = changed.conversation_id;
  return null;
end;
$$;
revoke execute on function private.count_who_went() from public, anon, authenticated;

create function private.count_who_left_or_came_back()
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
revoke execute on function private.count_who_left_or_came_back() from public, anon, authenticated;

create trigger parley_participants_came
  after insert on public.conversation_participants
  referencing new table as came
  for each statement execute function private.count_who_came();
create trigger parley_participants_went
  after delete on public.conversation_participants
  referencing old table as went
  for each statement execute function private.count_who_went();
-- The busiest updates move receipts: this condition keeps the trigger out of them.
create trigger parley_participant_left_or_came_back
  after update of left_at on public.conversation_participants
  for each row
  when ((old.left_at is null) <> (new.left_at is null))
  execute function private.count_who_left_or_came_back();

update private.installation set migration = '20261126090100';
