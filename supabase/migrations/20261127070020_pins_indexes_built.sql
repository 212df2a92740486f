-- A build that was broken off leaves an index that serves nobody. Without them, a list of pins would read all messages of
-- a conversation, and a list of barred people all members of a room.
set lock_timeout = '5s';
set statement_timeout = '5min';

select private.require_built_indexes();

update private.installation set migration = '20261127070020';
