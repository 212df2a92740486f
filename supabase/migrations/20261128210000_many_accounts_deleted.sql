-- An administrator deletes thousands of accounts in one statement. Each deletion worked off its first batch, and kept the
-- conversations of the account locked until the statement ended: 20 s for 2,000 accounts, in which nobody could write in
-- them, join or leave. Now a transaction works off its first ten accounts at most. The relay does the others in batches.
set lock_timeout = '5s';
set statement_timeout = '5min';

create or replace function private.number_departure()
returns trigger
language plpgsql
security definer
set search_path = ''
set lock_timeout = '200ms'
as $$
declare
  -- One sign for each account that this transaction has worked off. A setting can be read and set by every role, and ends
  -- with the transaction. Whatever somebody sets here, the deletion does not fail.
  worked_off text := coalesce(current_setting('parley.departures', true), '');
begin
  insert into private.accounts as a (id, deleted_at) values (old.id, now())
  on conflict (id) do update set deleted_at = coalesce(a.deleted_at, now());
  insert into public.audit_log (action, reason, subject_id)
  values ('account_deleted', 'account_deleted', old.id::text);
  if char_length(worked_off) >= 10 then
    return old;
  end if;
  perform set_config('parley.departures', worked_off || '.', true);
  begin
    perform private.continue_departure(old.id, 200);
  exception when others then
    raise warning 'the relay works off what account % left: %', old.id, sqlerrm;
  end;
  return old;
end;
$$;

update private.installation set migration = '20261128210000';
