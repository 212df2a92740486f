-- Groups have a picture; what happens to them is told by system lines; people set for themselves what reaches them.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.conversations
  add column avatar_url text constraint conversations_avatar_url_check
    check (avatar_url ~ '^https://' and char_length(avatar_url) <= 2000);
grant select (avatar_url) on public.conversations to authenticated;

-- What a system line tells, for the page to put into words.
alter table public.messages
  add column event jsonb,
  -- Whom it mentions, of those who were there.
  add column mentions uuid[] not null default '{}',
  -- The message whose thread it is in.
  add column thread_root uuid,
  -- Of a message with a thread.
  add column thread_count bigint not null default 0,
  add column thread_last_at timestamptz;
grant select (event, mentions, thread_root, thread_count, thread_last_at)
  on public.messages to authenticated;

alter table public.conversation_participants
  add column muted boolean not null default false,
  add column notify text not null default 'all'
    constraint conversation_participants_notify_check check (notify in ('all', 'mentions', 'none')),
  add column marked_unread boolean not null default false,
  add column draft text constraint conversation_participants_draft_check check (char_length(draft) <= 4000),
  add column draft_at timestamptz;
comment on column public.conversation_participants.draft is 'Nobody else may see it: not granted to authenticated.';
