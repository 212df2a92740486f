-- Read and delivered positions are called receipts everywhere, and their counter gets this name too. A rename changes
-- only the catalogue: rows, grants and policies stay, and no policy, view or function names this column.
-- The relay and its database change together here: a relay of the previous version cannot find the column any more.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- squawk-ignore renaming-column
alter table public.conversation_participants rename column marks_ver to receipts_ver;
comment on column public.conversation_participants.receipts_ver is
  'Rises with every move of last_read_seq or last_delivered_seq, so that sync finds a move whose event was missed.';

update private.installation set migration = '20261126090000';
