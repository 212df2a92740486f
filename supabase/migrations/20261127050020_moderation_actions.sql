-- What moderators did. An action may end, be undone, be read by the person, and be appealed against once.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.moderation_actions (
  id uuid primary key default gen_random_uuid(),
  report_id uuid references public.reports (id) on delete set null,
  action text not null check (action in (
    'dismiss', 'hide', 'delete', 'warn', 'mute', 'suspend', 'remove', 'release', 'unmask'
  )),
  reason text not null check (char_length(reason) between 1 and 500),
  subject_id uuid,
  message_id uuid,
  conversation_id uuid,
  moderator_id uuid not null,
  created_at timestamptz not null default now(),
  ends_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  read_at timestamptz,
  appealed_at timestamptz
);
comment on column private.moderation_actions.ends_at is 'The end of a mute or a suspension. Null where it has no end.';
comment on column private.moderation_actions.read_at is 'When the person confirmed that they have read the notice.';
create index moderation_actions_report_idx on private.moderation_actions (report_id);
create index moderation_actions_subject_idx on private.moderation_actions (subject_id, created_at);

alter table private.moderation_actions enable row level security;

revoke all on private.moderation_actions from public, anon, authenticated, service_role;
grant select, insert, update, delete on private.moderation_actions to service_role;

create policy "service role has full access" on private.moderation_actions
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on private.moderation_actions
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

update private.installation set migration = '20261127050020';
