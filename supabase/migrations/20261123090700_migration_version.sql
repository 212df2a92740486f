-- How far this database is. psql keeps no history and the CLI's is not ours to read, so from here on each file ends by
-- naming itself; only those that build one index alone cannot.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table private.installation add column migration text not null default '';

update private.installation set migration = '20261123090700';
