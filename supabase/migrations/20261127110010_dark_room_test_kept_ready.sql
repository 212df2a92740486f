-- PostgreSQL parses and plans a function of SQL with a setting again in each statement that calls it. That was 50 to 100
-- µs of every message, because the trigger of the search asks it. A function of PL/pgSQL is kept ready.
set lock_timeout = '5s';
set statement_timeout = '5min';

create or replace function private.is_of_dark_room(id uuid)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return substr(id::text, 15, 4) = '8da2';
end;
$$;
revoke execute on function private.is_of_dark_room(uuid) from public, anon, authenticated;
grant execute on function private.is_of_dark_room(uuid) to service_role;

update private.installation set migration = '20261127110010';
