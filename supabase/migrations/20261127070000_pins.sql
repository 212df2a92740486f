-- Pinned messages, and what each person pins and archives in their own list of conversations.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.messages add column pinned_at timestamptz;
comment on column public.messages.pinned_at is
  'The time when the message was pinned. A system line tells who pinned it.';
grant select (pinned_at) on public.messages to authenticated;

-- Whatever deletes a message also unpins it and deletes what a moderator hid of it: a deleted message has nothing to
-- show, and its text must not come back.
create function private.strip_deleted_message()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.pinned_at := null;
  if new.hidden_at is not null then
    new.hidden_at := null;
    delete from private.hidden_messages h where h.message_id = new.id;
  end if;
  return new;
end;
$$;
revoke execute on function private.strip_deleted_message() from public, anon, authenticated;

create trigger strip_deleted_message before update on public.messages
  for each row when (new.deleted_at is not null and (new.pinned_at is not null or new.hidden_at is not null))
  execute function private.strip_deleted_message();

alter table public.conversation_participants
  add column pinned_at timestamptz,
  add column archived_seq bigint;
comment on column public.conversation_participants.pinned_at is
  'The time when this person pinned the conversation to the top of their own list. Not granted to authenticated.';
comment on column public.conversation_participants.archived_seq is
  'The last seq of the conversation when this person archived it. A later message brings it back, unless it is muted. Not granted to authenticated.';

update private.installation set migration = '20261127070000';
