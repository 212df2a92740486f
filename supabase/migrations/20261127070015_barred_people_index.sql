-- The people who may not join a room again. A room may have many more members.
-- The file has only this statement, because a large table is indexed without locking it, and the CLI sends a file of
-- one statement unchanged.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists conversation_participants_barred_idx
  on public.conversation_participants (conversation_id, barred_at desc, user_id) where barred_at is not null;
