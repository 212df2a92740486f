-- A word with a sign between its letters that nobody sees is still the word. The filters knew five of these signs, and
-- Unicode has many more: those that may be ignored, and those that turn the direction of the text.
set lock_timeout = '5s';
set statement_timeout = '5min';

create or replace function private.filtered_text(body text)
returns text
language sql
immutable
set search_path = ''
as $$
  select lower(normalize(regexp_replace(body,
    '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164'
      || '\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]',
    '', 'g'), nfkc))
$$;

-- The same filters in the same order as before. The text is prepared once, and not once for each filter: the conversation is
-- locked meanwhile.
create or replace function private.filters_met(body text)
returns setof private.message_filters
language sql
stable
set search_path = ''
as $$
  select f.*
  from (select private.filtered_text(body) as text offset 0) t
  cross join private.message_filters f
  cross join lateral (select regexp_replace(f.value, '([^[:alnum:][:space:]])', '\\\1', 'g') as quoted) q
  where case f.kind
    when 'word' then t.text ~ ('(^|[^[:alnum:]])' || q.quoted || '($|[^[:alnum:]])')
    else t.text ~ ('(^|[^[:alnum:]-])' || q.quoted || '($|[^[:alnum:].-]|\.($|[^[:alnum:]]))')
  end
  order by f.action, f.value
$$;

-- A value that held such a sign, as some emoji do, is compared with a text that holds none. Of values that become equal one
-- stays, and it blocks when one of them did: 'block' is before 'review'. The others go, and so does a value that becomes
-- shorter or longer than one may be: it cannot be stored, and as it was it meets nothing. The lock keeps out a filter that
-- a relay adds meanwhile in the old way.
do $$
begin
  lock table private.message_filters in share row exclusive mode;
  update private.message_filters f set value = one.value, action = one.action
  from (
    select distinct on (kind, shown) id, shown as value, min(action) over (partition by kind, shown) as action
    from (select id, kind, value, action, private.filtered_text(value) as shown from private.message_filters) known
    where char_length(shown) between 2 and 200
    order by kind, shown, value <> shown, id
  ) one
  where f.id = one.id and (f.value, f.action) <> (one.value, one.action);
  delete from private.message_filters where value <> private.filtered_text(value);
  perform private.note_judged_authors();
end;
$$;

update private.installation set migration = '20261127208000';
