-- Reports of messages and people. They hold copies, so that a moderator never reads the conversation.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table public.reports (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('message', 'person', 'review', 'appeal')),
  reason text not null check (reason in (
    'spam', 'harassment', 'hate', 'violence', 'sexual', 'illegal', 'impersonation', 'other', 'filter', 'appeal'
  )),
  -- No foreign keys: the copies outlive the message, the conversation and the account.
  message_id uuid,
  conversation_id uuid,
  subject_id uuid,
  context jsonb not null default '[]' check (jsonb_typeof(context) = 'array'),
  draft jsonb,
  action_id uuid,
  reporter_count bigint not null default 1 check (reporter_count > 0),
  created_at timestamptz not null default now(),
  claimed_by uuid,
  claimed_until timestamptz,
  version bigint not null default 1,
  decided_at timestamptz,
  check (kind <> 'message' or message_id is not null),
  check (kind <> 'review' or draft is not null),
  check (kind <> 'appeal' or action_id is not null),
  check ((claimed_by is null) = (claimed_until is null))
);
comment on column public.reports.kind is
  'A message or a person that somebody reported, a message that a filter keeps for review, or an appeal.';
comment on column public.reports.subject_id is
  'The account that the report is about. In a dark room it is the alias: a moderator must not learn the account.';
comment on column public.reports.context is
  'Copies of the message and of up to five messages on each side, as they were at the time of the report.';
comment on column public.reports.draft is 'The message that a filter keeps for review. It is not stored anywhere else.';
comment on column public.reports.action_id is 'The action that the appeal is about.';
comment on column public.reports.version is 'Rises with each claim and decision. A decision names the version it was made on.';

-- One open report for each message, person, waiting message and action. Further reporters are counted in it.
create unique index reports_open_message_idx on public.reports (message_id) where decided_at is null and kind = 'message';
create unique index reports_open_person_idx on public.reports (subject_id) where decided_at is null and kind = 'person';
create unique index reports_draft_idx
  on public.reports (subject_id, conversation_id, (draft ->> 'client_id')) where kind = 'review';
create unique index reports_action_idx on public.reports (action_id) where kind = 'appeal';
create index reports_open_idx on public.reports (created_at, id) where decided_at is null;
create index reports_decided_idx on public.reports (decided_at, id) where decided_at is not null;
create index reports_subject_idx on public.reports (subject_id, created_at);

alter table public.reports enable row level security;

revoke all on public.reports from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.reports to service_role;

-- Moderators read only through the relay, which checks their role at each call.
create policy "service role has full access" on public.reports
  for all to service_role using (true) with check (true);
create policy "only while the session stands" on public.reports
  as restrictive for all to authenticated
  using ((select private.session_stands())) with check ((select private.session_stands()));

update private.installation set migration = '20261127050000';
