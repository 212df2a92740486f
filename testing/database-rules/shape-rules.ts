import { OWN_TABLES, type Rule } from './rule.ts'

/** Our foreign keys: `name`, and the columns of pg_constraint. */
const OWN_KEYS = `(
  select format('%s: %s', own.name, k.conname) as name, own.relnamespace as schema_oid, k.*
  from pg_constraint k join ${OWN_TABLES} on own.oid = k.conrelid where k.contype = 'f'
) key`

/** Our columns: `name`, `type`, and the columns of pg_attribute. */
const OWN_COLUMNS = `(
  select own.name || '.' || c.attname as name, format_type(c.atttypid, null) as type, c.*
  from pg_attribute c join ${OWN_TABLES} on own.oid = c.attrelid
  where c.attnum > 0 and not c.attisdropped
) col`

/** Our indexes: their columns and expressions in order, their condition, and the columns of pg_index. */
const OWN_INDEXES = `(
  select i.*, c.relname as index_name, own.relname as table_name, am.amname as method,
    pg_get_expr(i.indpred, i.indrelid) as condition, (
      select string_agg(pg_get_indexdef(i.indexrelid, n, true) || i.indclass[n - 1] || i.indoption[n - 1], ',' order by n)
      from generate_series(1, i.indnkeyatts) n
    ) as columns
  from pg_index i join ${OWN_TABLES} on own.oid = i.indrelid
  join pg_class c on c.oid = i.indexrelid join pg_am am on am.oid = c.relam
)`

/** The rules about keys, types, indexes and views. */
export const shapeRules: Rule[] = [
  {
    name: 'every table has a primary key',
    offenders: `
      select name from ${OWN_TABLES}
      where not exists (select from pg_constraint where conrelid = own.oid and contype = 'p')`,
    offence: 'create table public.offence (id bigint);',
    reported: ['public.offence'],
  },
  {
    name: 'every foreign key is indexed',
    // An index over the rows with a key that is not null is enough: no further row can refer.
    offenders: `
      select name from ${OWN_KEYS}
      where not exists (
        select from pg_index i
        where i.indrelid = conrelid and i.indisvalid
          and (i.indkey::int2[])[0:array_length(conkey, 1) - 1] @> conkey
          and (i.indpred is null or (array_length(conkey, 1) = 1
            and pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)',
              (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]))))
      )`,
    offence: `
      create table public.offence (
        id uuid primary key references auth.users (id) on delete cascade,
        other uuid constraint unindexed references public.profiles (id) on delete cascade,
        half uuid constraint half_indexed references public.profiles (id) on delete cascade,
        whole uuid references public.profiles (id) on delete cascade
      );
      create index on public.offence (half) where id is not null;
      create index on public.offence (whole) where whole is not null;
      create index on public.offence (id, other);`,
    reported: ['public.offence: half_indexed', 'public.offence: unindexed'],
  },
  {
    name: 'a foreign key leaves our schema only for accounts',
    offenders: `
      select name from ${OWN_KEYS} join pg_class target on target.oid = confrelid
      where target.relnamespace not in ('public'::regnamespace, 'private'::regnamespace)
        and (confrelid <> 'auth.users'::regclass or confkey <> array[(
          select attnum from pg_attribute where attrelid = confrelid and attname = 'id')])`,
    offence: `
      create table public.offence (
        id uuid primary key constraint stranger references auth.sessions (id) on delete cascade
      );`,
    reported: ['public.offence: stranger'],
  },
  {
    name: 'a foreign key says what a deletion does',
    offenders: `select name from ${OWN_KEYS} where confdeltype not in ('c', 'n')`,
    offence: `
      create table public.offence (
        id uuid primary key constraint silent references auth.users (id),
        other uuid constraint clears references auth.users (id) on delete set null
      );`,
    reported: ['public.offence: silent'],
  },
  {
    name: 'columns are text and timestamptz',
    offenders: `
      select format('%s: %s', name, type) from ${OWN_COLUMNS}
      where type in ('character varying', 'character', 'timestamp without time zone',
        'time with time zone', 'money', 'json', 'real', 'xml')`,
    offence: `
      create table public.offence (
        id uuid primary key, a varchar(10), b char(3), c timestamp, d json, e timestamptz
      );`,
    reported: [
      'public.offence.a: character varying',
      'public.offence.b: character',
      'public.offence.c: timestamp without time zone',
      'public.offence.d: json',
    ],
  },
  {
    name: 'numbered keys are bigint and identity, not serial',
    offenders: `
      select name from ${OWN_COLUMNS}
      where (attidentity <> '' and type <> 'bigint')
        or exists (select from pg_attrdef d where d.adrelid = attrelid and d.adnum = attnum
          and pg_get_expr(d.adbin, d.adrelid) like 'nextval(%')`,
    offence: `
      create table public.offence (id serial primary key);
      create table public.offence_small (id int generated always as identity primary key);`,
    reported: ['public.offence.id', 'public.offence_small.id'],
  },
  {
    name: 'a view has the rights of the asker, and none is materialized',
    offenders: `
      select c.oid::regclass::text from pg_class c
      where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
        and (c.relkind = 'm' or (c.relkind = 'v' and
          not coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on'], false)))`,
    offence: `
      create view public.offence as select id from public.profiles;
      create view public.offence_none with (security_invoker = true) as select 1 as one;
      create materialized view public.offence_kept as select 1 as one;`,
    reported: ['offence', 'offence_kept'],
  },
  {
    name: 'no index is the beginning of another',
    offenders: `
      select short.indexrelid::regclass::text from ${OWN_INDEXES} short
      join ${OWN_INDEXES} long on long.indrelid = short.indrelid and long.indexrelid <> short.indexrelid
        and long.method = short.method and long.condition is not distinct from short.condition
        and starts_with(long.columns || ',', short.columns || ',')
      where not short.indisunique
        and (long.columns <> short.columns or long.indisunique or long.indexrelid < short.indexrelid)`,
    offence: `
      create table public.offence (id uuid primary key, a text, b text);
      create index offence_id_idx on public.offence (id);
      create index offence_a_idx on public.offence (a);
      create index offence_a_b_idx on public.offence (a, b);
      create index offence_some_idx on public.offence (a) where b is null;
      create unique index offence_b_idx on public.offence (b);
      create index offence_b_a_idx on public.offence (b, a);`,
    reported: ['offence_a_idx', 'offence_id_idx'],
  },
  {
    name: 'an index is named after its table, and every index is built',
    // These three keep their first names.
    offenders: `
      select own.indexrelid::regclass::text from ${OWN_INDEXES} own
      where not own.indisvalid or (
        own.index_name !~ format('^%s_([a-z0-9_]+_)?(idx|key|pkey)$', own.table_name)
        and own.index_name not in
          ('idx_user_sessions_user_id', 'idx_user_sessions_created_at', 'idx_refresh_tokens_token_hash'))`,
    offence: `
      create table public.offence (id uuid primary key, a text unique);
      create index by_a on public.offence (a);
      create index offence_a_idx on public.offence (a);
      create index idx_offence on public.offence (a);
      create index offence_unbuilt_idx on public.offence (id, a);
      update pg_index set indisvalid = false where indexrelid = 'public.offence_unbuilt_idx'::regclass;`,
    reported: ['by_a', 'idx_offence', 'offence_unbuilt_idx'],
  },
]
