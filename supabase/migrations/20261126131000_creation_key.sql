-- A retry after a lost answer made a second group. The client names the creation with an id of its own, and the same
-- person with the same id gets the same group.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table public.conversations add column creation_key text;
comment on column public.conversations.creation_key is
  'The id of the creator and their id for the creation. Not granted to authenticated.';

update private.installation set migration = '20261126131000';
