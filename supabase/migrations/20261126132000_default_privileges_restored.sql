-- The first migration changed what this role grants on what it makes later, in the whole project. That is given back as
-- the preflight found it. Parley does not rely on it: each of its migrations names every grant.
set lock_timeout = '5s';
set statement_timeout = '5min';

do $$
declare
  before record;
begin
  -- Installed before there was a preflight: nobody knows what it was. To open a project by a guess would be worse than
  -- to leave it closed.
  if to_regclass('private.default_privileges_before') is null then
    raise notice 'default privileges stay as they are; see "Into a project in use" in docs/operations.md';
    return;
  end if;
  for before in select * from private.default_privileges_before loop
    execute format('alter default privileges %s grant %s on %s to %s %s',
      before.place, before.privilege, before.kind, before.grantee, before.with_grant_option);
  end loop;
  drop table private.default_privileges_before;
end;
$$;

update private.installation set migration = '20261126132000';
