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

-- A value that held such a sign, as some emoji do, is compared with a text that holds none.
update private.message_filters f set value = private.filtered_text(f.value)
where f.value <> private.filtered_text(f.value)
  and char_length(private.filtered_text(f.value)) between 2 and 200
  and f.id = (
    select first.id from private.message_filters first
    where first.kind = f.kind and private.filtered_text(first.value) = private.filtered_text(f.value)
    order by first.value <> private.filtered_text(first.value), first.id limit 1
  );

update private.installation set migration = '20261127208000';
