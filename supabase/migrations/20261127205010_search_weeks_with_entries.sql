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
-- A loop takes two thirds of the time of one query that makes all rows.
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
  this_week int := private.message_week(coalesce(until, now()));
  oldest int;
  newest int;
  first_week int;
  any_week text;
begin
  select private.message_week(e.created_at) into oldest from private.search_entries e
    order by private.message_week(e.created_at) limit 1;
  select private.message_week(e.created_at) into newest from private.search_entries e
    order by private.message_week(e.created_at) desc limit 1;
  week := least(newest, case when until is null then this_week + 52 else this_week end);
  while week >= oldest and pattern is not null loop
    first_week := greatest(oldest, case
      when week > this_week then greatest(week - together, this_week) + 1
      when week > this_week - 8 then week
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
