-- Full-text search within the conversations of one person: the conversation is part of the index, so the cost is that of
-- their own matches, not of everybody's.
set lock_timeout = '5s';
set statement_timeout = '5min';

create extension if not exists btree_gin with schema extensions;
create extension if not exists unaccent with schema extensions;
