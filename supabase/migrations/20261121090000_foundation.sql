-- What every later file stands on: a schema the Data API does not expose, and nothing granted by default.
set lock_timeout = '5s';
set statement_timeout = '5min';

create schema if not exists private;
comment on schema private is 'Helpers of Parley. Not exposed through the Data API.';

revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
-- PostgreSQL itself lets PUBLIC execute every function; only a default of all schemas takes that back.
alter default privileges revoke execute on functions from public;
