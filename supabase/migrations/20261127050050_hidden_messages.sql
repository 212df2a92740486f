-- A message that a moderator hid keeps its place. Its text lies here, so that no reader, search or quote can show it, and
-- it comes back when the moderator takes the hiding back.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.messages add column hidden_at timestamptz;
grant select (hidden_at) on public.messages to authenticated;
comment on column public.messages.hidden_at is 'When a moderator hid the message. Its body is empty since then.';

create table private.hidden_messages (
  message_id uuid primary key references public.messages (id) on delete cascade,
  body text not null,
  mentions uuid[] not null
);
comment on table private.hidden_messages is 'The text of hidden messages.';

alter table private.hidden_messages enable row level security;

revoke all on private.hidden_messages from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.hidden_messages to service_role;

create policy "service role has full access" on private.hidden_messages
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.hidden_messages
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

update private.installation set migration = '20261127050050';
