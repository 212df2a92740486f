-- Pinned messages, and what each person pins and archives in their own list of conversations.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.messages add column pinned_at timestamptz;
comment on column public.messages.pinned_at is
  'The time when the message was pinned. A system line tells who pinned it.';
grant select (pinned_at) on public.messages to authenticated;

-- Whatever deletes a message also unpins it: a deleted message has nothing to show.
create function private.unpin_deleted_message()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.pinned_at := null;
  return new;
end;
$$;
revoke execute on function private.unpin_deleted_message() from public, anon, authenticated;

create trigger unpin_deleted_message before update on public.messages
  for each row when (new.deleted_at is not null and new.pinned_at is not null)
  execute function private.unpin_deleted_message();

alter table public.conversation_participants
  add column pinned_at timestamptz,
  add column archived_seq bigint;
comment on column public.conversation_participants.pinned_at is
  'The time when this person pinned the conversation to the top of their own list. Not granted to authenticated.';
comment on column public.conversation_participants.archived_seq is
  'The last seq of the conversation when this person archived it. A later message brings it back, unless it is muted. Not granted to authenticated.';

update private.installation set migration = '20261127070000';
