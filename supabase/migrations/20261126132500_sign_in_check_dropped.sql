-- Every request asks Supabase's tables itself, so nobody reads or writes this column any more. Relays that did are from
-- before 20261126090000, which they do not run on either.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- squawk-ignore ban-drop-column
alter table public.user_sessions drop column supabase_checked_at;

update private.installation set migration = '20261126132500';
