-- What happened to sessions and accounts, and why. Rows are only ever added.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table public.audit_log (
  id bigint generated always as identity primary key,
  created_at timestamptz not null default now(),
  action text not null check (char_length(action) between 1 and 100),
  reason text not null check (char_length(reason) between 1 and 100),
  -- No foreign keys: the record outlives the account and the session it tells of.
  subject_id text,
  session_id text,
  ip_address text,
  request_id text
);
comment on table public.audit_log is 'Append-only; update, delete and truncate are refused for every role.';
create index audit_log_subject_idx on public.audit_log (subject_id, id);

alter table public.audit_log enable row level security;

revoke all on public.audit_log from public, anon, authenticated, service_role;
grant select, insert on public.audit_log to service_role;

create policy "service role reads" on public.audit_log
  for select to service_role using (true);
create policy "service role appends" on public.audit_log
  for insert to service_role with check (true);

create function private.refuse_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end;
$$;
revoke execute on function private.refuse_change() from public, anon, authenticated;

create trigger audit_log_rows_stay
  before update or delete on public.audit_log
  for each row execute function private.refuse_change();
create trigger audit_log_stays
  before truncate on public.audit_log
  for each statement execute function private.refuse_change();
