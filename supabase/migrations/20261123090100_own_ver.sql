-- One's own settings are told to nobody else, so they raise no counter that others compare. This one lets the other devices
-- of the same person find with `sync` that a setting changed while they were away.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.conversation_participants
  add column own_ver bigint not null default 0;

comment on column public.conversation_participants.own_ver is
  'Rises with every change of what this person set for themselves here: muted, notify, marked_unread, draft, a block.';
