import { OWN_FUNCTIONS, OWN_TABLES, type Rule } from './rule.ts'

/** All grants on our tables, columns and sequences: `object`, `grantee`, `privilege`. */
const GRANTS = `(
  select own.name as object, a.grantee, a.privilege_type as privilege, a.is_grantable
  from ${OWN_TABLES}, aclexplode(own.relacl) a where a.grantee <> own.relowner
  union all
  select own.name || '.' || c.attname, a.grantee, a.privilege_type, a.is_grantable
  from ${OWN_TABLES} join pg_attribute c on c.attrelid = own.oid, aclexplode(c.attacl) a
  union all
  select format('%I.%I', n.nspname, s.relname), a.grantee, a.privilege_type, a.is_grantable
  from pg_class s join pg_namespace n on n.oid = s.relnamespace, aclexplode(s.relacl) a
  where n.nspname in ('public', 'private') and s.relkind = 'S' and a.grantee <> s.relowner
) g`

const TABLE = 'create table public.offence (id bigint primary key);'

/** The rules about grants and functions. */
export const grantRules: Rule[] = [
  {
    name: 'nothing is granted to anon or PUBLIC',
    offenders: `
      select format('%s: %s', object, privilege) from ${GRANTS}
      where grantee in (0, 'anon'::regrole)`,
    offence: `
      ${TABLE}
      create sequence public.offence_numbers;
      grant select on public.offence to public;
      grant update (id) on public.offence to anon;
      grant usage on sequence public.offence_numbers to anon;
      grant select on public.offence to authenticated;`,
    reported: [
      'public.offence.id: UPDATE',
      'public.offence: SELECT',
      'public.offence_numbers: USAGE',
    ],
  },
  {
    name: 'authenticated may read, and nothing else',
    offenders: `
      select format('%s: %s', object, privilege) from ${GRANTS}
      where grantee = 'authenticated'::regrole and privilege <> 'SELECT'`,
    offence: `
      ${TABLE}
      grant all on public.offence to authenticated;
      grant insert (id) on public.offence to authenticated;`,
    reported: [
      'public.offence.id: INSERT',
      'public.offence: DELETE',
      'public.offence: INSERT',
      'public.offence: MAINTAIN',
      'public.offence: REFERENCES',
      'public.offence: TRIGGER',
      'public.offence: TRUNCATE',
      'public.offence: UPDATE',
    ],
  },
  {
    name: 'authenticated reads columns that were chosen, not tables',
    offenders: `
      select name from ${OWN_TABLES}, aclexplode(own.relacl) a
      where a.grantee = 'authenticated'::regrole and a.privilege_type = 'SELECT'`,
    offence: `${TABLE} grant select on public.offence to authenticated;`,
    reported: ['public.offence'],
  },
  {
    name: 'the service role is granted what it needs by name',
    offenders: `
      select name from ${OWN_TABLES}
      where not exists (select from aclexplode(own.relacl) a
        where a.grantee = 'service_role'::regrole and a.privilege_type = 'SELECT')`,
    offence: `${TABLE} revoke all on public.offence from service_role;`,
    reported: ['public.offence'],
  },
  {
    name: 'the service role changes rows, not tables',
    offenders: `
      select format('%s: %s', object, privilege) from ${GRANTS}
      where grantee = 'service_role'::regrole
        and privilege not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`,
    offence: `${TABLE} grant truncate, select on public.offence to service_role;`,
    reported: ['public.offence: TRUNCATE'],
  },
  {
    name: 'nobody may hand a grant on',
    offenders: `select format('%s: %s', object, privilege) from ${GRANTS} where is_grantable`,
    offence: `${TABLE} grant select on public.offence to service_role with grant option;`,
    reported: ['public.offence: SELECT'],
  },
  {
    name: 'nobody may create in our schemas, and private is closed to anon',
    offenders: `
      select format('%s: %s, %s', nspname, grantee::regrole, privilege_type)
      from pg_namespace, aclexplode(nspacl)
      where (nspname in ('public', 'private') and privilege_type = 'CREATE'
          and grantee not in (nspowner, 'pg_database_owner'::regrole, 'postgres'::regrole))
        or (nspname = 'private' and grantee in (0, 'anon'::regrole))`,
    offence: `
      grant create on schema public to authenticated;
      grant usage on schema private to anon;`,
    reported: ['private: anon, USAGE', 'public: authenticated, CREATE'],
  },
  {
    name: 'every function fixes an empty search_path',
    offenders: `
      select name from ${OWN_FUNCTIONS}
      where not coalesce('search_path=""' = any(own.proconfig), false)`,
    offence: `
      create function private.offends() returns int language sql as 'select 1';
      create function private.offends_too() returns int language sql
        set search_path = public as 'select 1';`,
    reported: ['private.offends', 'private.offends_too'],
  },
  {
    name: 'a function with rights of its owner is not exposed',
    offenders: `select name from ${OWN_FUNCTIONS} where own.prosecdef and own.schema <> 'private'`,
    offence: `
      create function public.offends() returns int language sql security definer
        set search_path = '' as 'select 1';`,
    reported: ['public.offends'],
  },
  {
    name: 'no function may be executed by PUBLIC or anon',
    // Without a list of grants, the default of PostgreSQL applies: PUBLIC may execute it.
    offenders: `
      select name from ${OWN_FUNCTIONS}
      where exists (select from aclexplode(coalesce(own.proacl, acldefault('f', own.proowner))) a
        where a.grantee in (0, 'anon'::regrole))`,
    offence: `
      create function private.offends() returns int language sql as 'select 1';
      create function private.offends_too() returns int language sql as 'select 1';
      revoke execute on function private.offends_too() from public;
      grant execute on function private.offends_too() to anon;`,
    reported: ['private.offends', 'private.offends_too'],
  },
]
