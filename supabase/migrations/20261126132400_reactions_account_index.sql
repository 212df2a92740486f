-- The reactions of one account in one conversation, which go together when the account is deleted.
-- On its own, because a table that is large is indexed without locking it; the CLI sends a file of one statement as it is.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
create index concurrently if not exists message_reactions_account_idx
  on public.message_reactions (user_id, conversation_id);
