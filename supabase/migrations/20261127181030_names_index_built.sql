-- A build that was broken off leaves an index that serves nobody. Without it, a search of people would read all of them.
set lock_timeout = '5s';
set statement_timeout = '5min';

select private.require_built_indexes();

update private.installation set migration = '20261127181030';
