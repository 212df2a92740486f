-- Until the relays are of this version too, their searches take long; everything else does not notice.
-- squawk-ignore ban-concurrent-index-creation-in-transaction, require-timeout-settings
drop index concurrently if exists public.messages_search_idx;
