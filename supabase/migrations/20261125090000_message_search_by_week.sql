-- The words of a message carry the week they were said in. A search asks for the newest weeks first and stops when it has a
-- page: what it costs is what was said in a few weeks, however long the history is.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Without case, accents and punctuation: the parser would keep "example.com/plan" as one word that "plan" does not find,
-- and what it takes for a letter depends on the locale of the database. Accents go first, because some become punctuation.
-- Immutable, as an index needs it: whoever changes the rules of unaccent has to reindex.
create function private.plain_text(value text)
returns text
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return lower(regexp_replace(extensions.unaccent('extensions.unaccent'::regdictionary, value),
    '[-!"#$%&''()*+,./:;<=>?@[\\\]^_`{|}~ ¡¿«»‐‑–—‘’“”„…•、。「」，！？：；]', ' ', 'g'));
end;
$$;
revoke execute on function private.plain_text(text) from public, anon, authenticated;
grant execute on function private.plain_text(text) to service_role;

-- The costs of these are measured: the planner must not think that it may as well look into every message.
create function private.message_words(body text)
returns tsvector
language plpgsql
immutable
parallel safe
cost 1000
set search_path = ''
as $$
begin
  return to_tsvector('pg_catalog.simple', private.plain_text(body));
end;
$$;
revoke execute on function private.message_words(text) from public, anon, authenticated;
grant execute on function private.message_words(text) to service_role;

-- Weeks since the first day of 2020; everything before is one.
create function private.message_week(at timestamptz)
returns int
language sql
immutable
parallel safe
set search_path = ''
as $$
  select greatest(0, ((at at time zone 'UTC')::date - date '2020-01-01') / 7)
$$;
revoke execute on function private.message_week(timestamptz) from public, anon, authenticated;
grant execute on function private.message_week(timestamptz) to service_role;

-- What the index holds: '359.hello'. Words have no dot.
create function private.message_terms(body text, created_at timestamptz)
returns tsvector
language plpgsql
immutable
parallel safe
cost 1000
set search_path = ''
as $$
declare
  words text[] := tsvector_to_array(private.message_words(body));
  week text := private.message_week(created_at) || '.';
begin
  if cardinality(words) = 0 then
    return null;
  end if;
  -- A word of the most bytes that a tsvector holds has no place for its week; what is typed is far shorter. The words tell,
  -- and not the body: without its accents it can be longer.
  if octet_length(array_to_string(words, ' ')) > 2000 then
    words := array(select left(word, 400) from unnest(words) word);
  end if;
  return array_to_tsvector(string_to_array(week || array_to_string(words, ' ' || week), ' '));
end;
$$;
revoke execute on function private.message_terms(text, timestamptz) from public, anon, authenticated;
grant execute on function private.message_terms(text, timestamptz) to service_role;

-- All the words that were typed; the last may be the beginning of one. Null when there is no word.
create function private.typed_words(typed text)
returns tsquery
language sql
immutable
parallel safe
set search_path = ''
as $$
  select (nullif(plainto_tsquery('pg_catalog.simple', private.plain_text(typed))::text, '') || ':*')::tsquery
$$;
revoke execute on function private.typed_words(text) from public, anon, authenticated;
grant execute on function private.typed_words(text) to service_role;

-- The same words as the index holds them, up to a moment or without end: weeks dated up to a year ahead, each of the last
-- eight weeks, and the older ones, at most so many together. `week` is the last one of each.
-- What the index does with a query grows with the square of its words times weeks: many words go with few weeks.
create function private.typed_words_by_week(typed text, until timestamptz, most_together int)
returns table (week int, words tsquery)
language plpgsql
stable
parallel safe
rows 100
set search_path = ''
as $$
declare
  query tsquery := private.typed_words(typed);
  pattern text := regexp_replace(query::text, '''([^'']+)''', '''#\1''', 'g');
  newest int := private.message_week(coalesce(until, now()));
  together int := least(most_together, greatest(1, 128 / (numnode(query) + 1)));
begin
  return query
  select last, (
    select string_agg(replace(pattern, '#', n || '.'), ' | ') from generate_series(first, last) n
  )::tsquery
  from (
    select greatest(ahead - together, newest) + 1 as first, ahead as last
    from generate_series(newest + 52, newest + 1, -together) ahead where until is null
    union all
    select recent, recent from generate_series(greatest(newest - 7, 0), newest) recent
    union all
    select greatest(older - together + 1, 0), older from generate_series(newest - 8, 0, -together) older
  ) spans;
end;
$$;
revoke execute on function private.typed_words_by_week(text, timestamptz, int) from public, anon, authenticated;
grant execute on function private.typed_words_by_week(text, timestamptz, int) to service_role;

update private.installation set migration = '20261125090000';
