-- After a lost answer, a repeated creation made a second link. The client names the creation with an id of its own, and
-- the same person with the same id gets the same link. No token is stored, so it is made of that id and of a salt.
set lock_timeout = '5s';
set statement_timeout = '5min';

alter table private.invitations
  add column creation_key bytea,
  add column token_salt bytea;
comment on column private.invitations.creation_key is
  'SHA-256 of the inviter, the group and the id of the creation. Null: an older relay made the link.';
comment on column private.invitations.token_salt is
  'The token is made of this and of the id of the creation, which only the client has.';

-- A person has 50 links at most, so the table is small and nobody waits long. No row has a key yet, so the index is empty.
-- squawk-ignore require-concurrent-index-creation
create unique index invitations_creation_key_idx on private.invitations (creation_key) where creation_key is not null;

update private.installation set migration = '20261127203000';
