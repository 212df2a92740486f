-- Messages can disappear. A conversation says how long its messages live, and each message knows its own end.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.conversations
  add column message_lifetime_seconds bigint constraint conversations_message_lifetime_check
    check (message_lifetime_seconds between 3600 and 7776000);
comment on column public.conversations.message_lifetime_seconds is
  'How long new messages live. Null: they stay. A change concerns no message that exists.';
grant select (message_lifetime_seconds) on public.conversations to authenticated;

alter table public.messages add column expires_at timestamptz;
comment on column public.messages.expires_at is
  'The message is gone for every reader from this moment on. Equal to deleted_at: its content was deleted. Null: it stays.';
grant select (expires_at) on public.messages to authenticated;

-- The relay shows a message after its end as deleted at that moment. The Data API shows no row.
alter policy "participants read messages" on public.messages
  using (
    conversation_id in (select private.my_conversation_ids())
    and seq > coalesce(((select private.my_joined_seqs()) ->> conversation_id::text)::bigint, 0)
    and (expires_at is null or expires_at > now())
  );

update private.installation set migration = '20261127030000';
