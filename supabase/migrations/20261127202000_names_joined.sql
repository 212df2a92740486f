-- "vanderberg" finds van der Berg, "jeanluc" finds Jean Luc and "عبدالله" finds عبد الله: the words of a name are also looked
-- for as one word, from each word on. `searchedName` of wire/words/names.ts makes the same, and a test compares both.
-- `private.name_terms` takes its words from here. All words of before are still among them, so the index stays right for
-- relays of before, and the next file brings the joined words of the names that are there.
set lock_timeout = '5s';
set statement_timeout = '5min';

create or replace function private.searched_name(value text)
returns text
language plpgsql
immutable
parallel safe
cost 1000
set search_path = ''
as $$
declare
  space constant text := '[\u0009-\u000D \u0085\u1680\u200B\u2028\u2029]';
  solid constant text := '[\u0E01-\u0E3A\u0E40-\u0E4E\u0E81-\u0EDF\u1000-\u109F\u1100-\u11FF\u1780-\u17D3\u3005-\u3007\u3041-\u30FF'
    || '\u3105-\u312F\u3400-\u9FFF\uA960-\uA97C\uD7B0-\uD7FB\U00020000-\U0003FFFF]';
  folded text := private.fold(value);
  plain text := translate(folded, '''.·・-', '');
  words text[];
  joined text := '';
begin
  if octet_length(plain) <> char_length(plain) then
    plain := regexp_replace(plain, '(?<=' || solid || ')' || space || '+(?=' || solid || ')', '', 'g');
  end if;
  -- Initials: "J R R" is one word.
  plain := regexp_replace(plain, '(?<![^ ])([^ ]) +(?=[^ ](?: |$))', '\1', 'g');
  words := array_remove(regexp_split_to_array(plain, space), '');
  -- A text with more words is no name.
  if cardinality(words) <= 24 then
    for place in 1 .. cardinality(words) - 1 loop
      joined := joined || e'\u0001' || array_to_string(words[place:], '');
    end loop;
  end if;
  return folded || e'\n' || plain || e'\u0002' || joined;
end;
$$;

update private.installation set migration = '20261127202000';
