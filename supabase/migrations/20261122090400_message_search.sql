-- Full-text search. The conversation is part of the index, so that a search in one conversation costs its own matches and
-- not everybody's; without a conversation the words alone find.
set lock_timeout = '5s';
set statement_timeout = '5min';

create extension if not exists btree_gin with schema extensions;
create extension if not exists unaccent with schema extensions;

-- A text without case, accents and punctuation. The parser would keep "example.com/plan" as one word that "plan" does not
-- find, and what it takes for a letter depends on the locale of the database.
-- Immutable, as an index needs it: whoever changes the rules of unaccent has to reindex.
create function private.search_text(value text)
returns text
language sql
immutable
parallel safe
set search_path = ''
as $$
  select lower(extensions.unaccent('extensions.unaccent'::regdictionary, translate(value,
    '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~ ¡¿«»‐‑–—‘’“”„…•、。「」，！？：；',
    repeat(' ', 80))))
$$;
revoke execute on function private.search_text(text) from public, anon, authenticated;
grant execute on function private.search_text(text) to service_role;

-- The cost is measured: the planner must not think that it may as well look into every message.
create function private.search_vector(value text)
returns tsvector
language sql
immutable
parallel safe
cost 1000
set search_path = ''
as $$
  select to_tsvector('pg_catalog.simple', private.search_text(value))
$$;
revoke execute on function private.search_vector(text) from public, anon, authenticated;
grant execute on function private.search_vector(text) to service_role;

-- All the words that were typed; the last may be the beginning of one. Null when there is no word.
create function private.search_query(typed text)
returns tsquery
language sql
immutable
parallel safe
set search_path = ''
as $$
  select (nullif(plainto_tsquery('pg_catalog.simple', private.search_text(typed))::text, '') || ':*')::tsquery
$$;
revoke execute on function private.search_query(text) from public, anon, authenticated;
grant execute on function private.search_query(text) to service_role;
