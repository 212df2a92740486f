-- The index that it makes redundant goes only when the new one stands.
set lock_timeout = '5s';
set statement_timeout = '5min';

select private.require_built_indexes();

update private.installation set migration = '20261126132410';
