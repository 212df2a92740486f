-- What grows is kept no longer than it serves: old refresh tokens, ended sessions, addresses in the audit log.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.refresh_tokens add column generation bigint;
comment on column public.refresh_tokens.generation is
  'Rises with each token of a session. The token names it too, so that an old token is known without its row. Null for tokens of versions before.';

-- Addresses of the audit log are forgotten after a time. Everything else in it stays as it was written.
create function private.refuse_audit_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE'
    and old.ip_address is not null and new.ip_address is null
    and old.created_at < now() - interval '1 day'
    and to_jsonb(new) - 'ip_address' = to_jsonb(old) - 'ip_address'
  then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end;
$$;
revoke execute on function private.refuse_audit_change() from public, anon, authenticated;

create or replace trigger audit_log_rows_stay
  before update or delete on public.audit_log
  for each row execute function private.refuse_audit_change();
comment on table public.audit_log is
  'Append-only: update, delete and truncate are refused for every role, but an address that is older than a day may be emptied.';

-- A session that is deleted because it ended long ago concerns no socket.
create or replace function private.tell_session_ended()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    if old.revoked_at is null and old.expires_at > now() then
      perform pg_notify('parley_session_ended',
        json_build_object('session_id', old.id, 'reason', 'account_deleted')::text);
    end if;
  elsif old.revoked_at is null and new.revoked_at is not null then
    perform pg_notify('parley_session_ended',
      json_build_object('session_id', new.id, 'reason', coalesce(new.revoke_reason, 'administrator'))::text);
  end if;
  return null;
end;
$$;

update private.installation set migration = '20261126132300';
