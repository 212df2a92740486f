-- Which history this is. A client that holds cursors of another epoch loads afresh.
set lock_timeout = '5s';
set statement_timeout = '5min';

create table private.installation (
  only_row boolean primary key default true check (only_row),
  epoch uuid not null default gen_random_uuid()
);
insert into private.installation default values;

alter table private.installation enable row level security;

revoke all on private.installation from public, anon, authenticated, service_role;
grant select, update on private.installation to service_role;

create policy "service role has full access" on private.installation
  for all to service_role using (true) with check (true);

-- Differs after every restore: a restored dump has other object ids, a restored or promoted server another start.
-- The price is that a restart of PostgreSQL makes each client load its newest pages once.
create function private.current_epoch()
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select md5(concat_ws('/',
    epoch,
    'public.messages'::regclass::oid,
    pg_relation_filenode('public.messages'::regclass),
    extract(epoch from pg_postmaster_start_time())
  ))
  from private.installation
$$;
revoke execute on function private.current_epoch() from public, anon, authenticated;
grant execute on function private.current_epoch() to service_role;
