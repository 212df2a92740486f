-- private.search_entries has taken its place. Until the relays are of this version too, their searches take long.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
drop index concurrently if exists public.messages_terms_idx;
