-- A search looked at every week since 2020 and at 52 weeks ahead, in an installation of a month too. Each week is a term
-- of its query, and making and asking these terms was most of the time of a search. Now it looks at the weeks between the
-- oldest and the newest entry.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- A build that was broken off leaves an index that serves nobody. Without it, each search would read all entries.
select private.require_built_indexes();

-- The typed terms as the index holds them, up to a moment or without end: weeks dated up to a year ahead, each of the last
-- eight weeks, and the older ones, at most so many together. `week` is the last one of each. No row without a term.
-- The work of the index for a query grows with the square of its terms times weeks: many terms go with few weeks.
-- A loop takes two thirds of the time of one query that makes all rows. `min` and `max` would read the whole index with a
-- plan that a session made while there was no entry.
create or replace function private.terms_by_week(exact text[], beginnings text[], until timestamptz, most_together int)
returns table (week int, terms tsquery)
language plpgsql
stable
parallel safe
rows 100
set search_path = ''
as $$
declare
  -- The sign U+0001 stands where the week goes. No term holds it.
  pattern text := (
    select string_agg('''' || e'\u0001' || replace(replace(wanted.term, '\', '\\'), '''', '''''') || '''' || wanted.ending, ' & ')
    from (
      select term, '' as ending from unnest(exact) term union all select term, ':*' from unnest(beginnings) term
    ) wanted
  );
  together int := least(most_together, greatest(1, 64 / greatest(1, cardinality(exact) + cardinality(beginnings))));
  newest int := private.message_week(coalesce(until, now()));
  oldest_entry int;
  newest_entry int;
  first_week int;
  any_week text;
begin
  oldest_entry := private.message_week((select e.created_at from private.search_entries e order by e.created_at limit 1));
  newest_entry := private.message_week((select e.created_at from private.search_entries e order by e.created_at desc limit 1));
  week := least(newest_entry, case when until is null then newest + 52 else newest end);
  while week >= oldest_entry and pattern is not null loop
    first_week := greatest(oldest_entry, case
      when week > newest then greatest(week - together, newest) + 1
      when week > newest - 8 then week
      else week - together + 1
    end);
    any_week := replace(pattern, e'\u0001', first_week || '.');
    for later in first_week + 1 .. week loop
      any_week := any_week || ' | ' || replace(pattern, e'\u0001', later || '.');
    end loop;
    terms := any_week::tsquery;
    return next;
    week := first_week - 1;
  end loop;
end;
$$;

update private.installation set migration = '20261127205010';
