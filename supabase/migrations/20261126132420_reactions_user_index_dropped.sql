-- message_reactions_account_idx begins with the same column.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
drop index concurrently if exists public.message_reactions_user_idx;
