-- Marks stand on the letter before them. Before the first letter of a name they would stand on the text beside it, and many
-- of them reach into the lines above and below. `shownName` in wire/primitives.ts has the same rule. Names that are there
-- stay as they are until they are changed.
set lock_timeout = '5s';
set statement_timeout = '5min';

create or replace function private.as_display_name(value text)
returns text
language sql
immutable
set search_path = ''
as $$
  -- Joiners and selectors are left, because emoji and some scripts need them. Alone they show nothing.
  select case when regexp_replace(named.shown, '[\u034f\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f]+', '', 'g')
    <> '' then named.shown end
  from (
    select btrim(left(btrim(regexp_replace(regexp_replace(regexp_replace(
      regexp_replace(value, '[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f'
        || '\u3164\ufeff\uffa0\ufff9-\ufffb]', '', 'g'),
      '[[:cntrl:][:space:]\u2028\u2029\u2800]+', ' ', 'g'),
      '(^| )[' || marks.class || ']+', '\1', 'g'),
      '([' || marks.class || ']{4})[' || marks.class || ']+', '\1', 'g'
    )), 80)) as shown
    from (
      select '\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f'
        || '\u06d6-\u06dc\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1cd0-\u1cd2\u1cd4-\u1ce8\u1ced\u1cf4\u1cf7-\u1cf9'
        || '\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f' as class
    ) marks
  ) named
$$;

update private.installation set migration = '20261127200000';
