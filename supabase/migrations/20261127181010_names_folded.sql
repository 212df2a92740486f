-- The fold of wire/words/fold.ts for names, so that "nguyen" finds Nguyễn. A test compares both sign by sign. Its characters are
-- named one by one: classes such as [:alpha:] would depend on the locale of the database.
set lock_timeout = '5s';
set statement_timeout = '5min';

-- Immutable, as an index needs it: whoever changes it reindexes.
create function private.fold(value text)
returns text
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  if octet_length(value) = char_length(value) then
    return translate(lower(value collate "C"), '`', '''');
  end if;
  return translate(
    replace(replace(replace(replace(regexp_replace(
      lower(normalize(translate(value, '´᾽', ''''''), NFKD) collate "und-x-icu"),
      '(?<![\u0438\u0443])\u0306|(?<!\u0456)\u0308|['
        || '\u00AD\u0300-\u0305\u0307\u0309-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1-\u05C2\u05C4-\u05C5\u05C7'
        || '\u0610-\u061A\u061C\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7-\u06E8\u06EA-\u06ED\u0897-\u089F'
        || '\u08CA-\u08E1\u08E3-\u08FF\u0951-\u0954\u115F-\u1160\u17B4-\u17B5\u180B-\u180F\u1AB0-\u1ADD\u1AE0-\u1AEB'
        || '\u1CD0-\u1CD2\u1CD4-\u1CE0\u1CE2-\u1CE8\u1CED\u1CF4\u1CF8-\u1CF9\u1DC0-\u1DFF\u200C-\u200F\u202A-\u202E'
        || '\u2060-\u206F\u20D0-\u20F0\u2DE0-\u2DFF\u302A-\u302D\u3164\uA66F-\uA672\uA674-\uA67D\uA69E-\uA69F\uFB1E'
        || '\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF\uFFA0\uFFF0-\uFFF8\U000101FD\U000102E0\U00010EFA-\U00010EFF\U0001133B'
        || '\U0001BCA0-\U0001BCA3\U0001CF00-\U0001CF2D\U0001CF30-\U0001CF46\U0001D167-\U0001D169\U0001D173-\U0001D182'
        || '\U0001D185-\U0001D18B\U0001D1AA-\U0001D1AD\U0001E08F\U0001F3FB-\U0001F3FF\U000E0000-\U000E0FFF'
        || ']', '', 'g'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    'øłıđðħŧŋςىیکة‐‒–־`’‘‛′ʹʻʼʾʿˈꞌ׳״٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹',
    'oliddhtnσييكه----''''''''''''''''''''''''''''01234567890123456789');
end;
$$;
revoke execute on function private.fold(text) from public, anon, authenticated;
grant execute on function private.fold(text) to service_role;

-- A name as it is written, and once more without the signs and spaces that people leave out. The words of a search are
-- looked for in it. `searchedName` of wire/words/names.ts makes the same.
create function private.searched_name(value text)
returns text
language plpgsql
immutable
parallel safe
cost 1000
set search_path = ''
as $$
declare
  solid constant text := '[\u0E01-\u0E3A\u0E40-\u0E4E\u0E81-\u0EDF\u1000-\u109F\u1100-\u11FF\u1780-\u17D3\u3005-\u3007\u3041-\u30FF'
    || '\u3105-\u312F\u3400-\u9FFF\uA960-\uA97C\uD7B0-\uD7FB\U00020000-\U0003FFFF]';
  folded text := private.fold(value);
  plain text := translate(folded, '''.·・-', '');
begin
  if octet_length(plain) <> char_length(plain) then
    plain := regexp_replace(plain,
      '(?<=' || solid || ')[\u0009-\u000D \u0085\u1680\u200B\u2028\u2029]+(?=' || solid || ')', '', 'g');
  end if;
  -- Initials: "J R R" is one word.
  return folded || e'\n' || regexp_replace(plain, '(?<![^ ])([^ ]) +(?=[^ ](?: |$))', '\1', 'g');
end;
$$;
revoke execute on function private.searched_name(text) from public, anon, authenticated;
grant execute on function private.searched_name(text) to service_role;

-- The words of a name: "O'Neil" has o, neil and oneil. Of a script without spaces each part that begins inside is a word
-- too, so that "花子" finds 山田花子, and "철수" finds 김철수. The cost is measured: the planner must
-- not think that it may as well look into every name.
create function private.name_terms(value text)
returns tsvector
language plpgsql
immutable
parallel safe
cost 1000
set search_path = ''
as $$
declare
  separator constant text := '['
    || '\u0001-\u0024\u0026-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A1\u00A7\u00AB\u00B6-\u00B7\u00BB\u00BF\u037E\u0387'
    || '\u055A-\u055F\u0589-\u058A\u05BE\u05C0\u05C3\u05C6\u05F3-\u05F4\u0609-\u060A\u060C-\u060D\u061B\u061D-\u061F'
    || '\u066A-\u066D\u06D4\u0700-\u070D\u07F7-\u07F9\u0830-\u083E\u085E\u0964-\u0965\u0970\u09FD\u0A76\u0AF0\u0C77'
    || '\u0C84\u0DF4\u0E4F\u0E5A-\u0E5B\u0F04-\u0F12\u0F14\u0F3A-\u0F3D\u0F85\u0FD0-\u0FD4\u0FD9-\u0FDA\u104A-\u104F'
    || '\u10FB\u1360-\u1368\u1400\u166E\u1680\u169B-\u169C\u16EB-\u16ED\u1735-\u1736\u17D4-\u17D6\u17D8-\u17DA'
    || '\u1800-\u180A\u1944-\u1945\u1A1E-\u1A1F\u1AA0-\u1AA6\u1AA8-\u1AAD\u1B4E-\u1B4F\u1B5A-\u1B60\u1B7D-\u1B7F'
    || '\u1BFC-\u1BFF\u1C3B-\u1C3F\u1C7E-\u1C7F\u1CC0-\u1CC7\u1CD3\u2000-\u200B\u2010-\u2029\u202F-\u2043\u2045-\u2051'
    || '\u2053-\u205F\u207D-\u207E\u208D-\u208E\u2308-\u230B\u2329-\u232A\u2768-\u2775\u27C5-\u27C6\u27E6-\u27EF'
    || '\u2983-\u2998\u29D8-\u29DB\u29FC-\u29FD\u2CF9-\u2CFC\u2CFE-\u2CFF\u2D70\u2E00-\u2E2E\u2E30-\u2E4F\u2E52-\u2E5D'
    || '\u3000-\u3003\u3008-\u3011\u3014-\u301F\u3030\u303D\u30A0\u30FB\uA4FE-\uA4FF\uA60D-\uA60F\uA673\uA67E'
    || '\uA6F2-\uA6F7\uA874-\uA877\uA8CE-\uA8CF\uA8F8-\uA8FA\uA8FC\uA92E-\uA92F\uA95F\uA9C1-\uA9CD\uA9DE-\uA9DF'
    || '\uAA5C-\uAA5F\uAADE-\uAADF\uAAF0-\uAAF1\uABEB\uFD3E-\uFD3F\uFE10-\uFE19\uFE30-\uFE52\uFE54-\uFE61\uFE63\uFE68'
    || '\uFE6A-\uFE6B\uFF01-\uFF03\uFF05-\uFF0A\uFF0C-\uFF0F\uFF1A-\uFF1B\uFF1F-\uFF20\uFF3B-\uFF3D\uFF3F\uFF5B\uFF5D'
    || '\uFF5F-\uFF65'
    || ']+';
  -- Of Hangul the letters that begin a syllable. An emoji is found without the name that it stands beside.
  unspaced constant text := '[\u1100-\u115E\uA960-\uA97C\u2600-\u27BF\U0001F000-\U0001FAFF'
    || '\u0E01-\u0E30\u0E32-\u0E33\u0E40-\u0E46\u0E81-\u0EB0\u0EB2-\u0EB3\u0EBD-\u0EC6\u0EDC-\u0EDF'
    || '\u1000-\u102A\u103F\u1050-\u1055\u1780-\u17B3\u3005-\u3007\u3041-\u30FF\u3105-\u312F\u3400-\u9FFF\U00020000-\U0003FFFF]';
  names text := private.searched_name(value);
  words text[] := regexp_split_to_array(names, separator);
begin
  if names ~ unspaced then
    words := words || array(
      select substr(word, place) from unnest(words) word, generate_series(1, char_length(word)) place
      where substr(word, place, 1) ~ unspaced
    );
  end if;
  return array_to_tsvector(array(select distinct left(word, 100) from unnest(words) word where word <> ''));
end;
$$;
revoke execute on function private.name_terms(text) from public, anon, authenticated;
grant execute on function private.name_terms(text) to service_role;

update private.installation set migration = '20261127181010';
