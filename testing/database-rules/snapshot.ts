import type { Sql } from 'postgres'

/** The access list of an object, in an order that does not depend on history. */
const acl = (list: string) => `(
  select string_agg(format('%s %s', coalesce(nullif(grantee, 0)::regrole::text, 'public'),
    privilege_type), ', ' order by grantee::regrole::text, privilege_type)
  from aclexplode(${list}))`

const QUERIES = [
  `select nspname, format(
     'schema %s: %s', nspname, ${acl('nspacl')}) as line
   from pg_namespace`,
  `select nspname, format(
     'relation %s.%s: %s rls %s/%s %s %s owner %s', nspname, relname, relkind,
     relrowsecurity, relforcerowsecurity, reloptions, ${acl('relacl')}, relowner::regrole) as line
   from pg_class join pg_namespace n on n.oid = relnamespace`,
  `select nspname, format(
     'column %s.%s.%s: %s %s null %s default %s generated %s%s %s', nspname, relname, attnum,
     attname, format_type(atttypid, atttypmod), not attnotnull, pg_get_expr(adbin, adrelid),
     attgenerated, attidentity, ${acl('attacl')}) as line
   from pg_attribute join pg_class on pg_class.oid = attrelid
   join pg_namespace n on n.oid = relnamespace
   left join pg_attrdef on adrelid = attrelid and adnum = attnum
   where attnum > 0 and relkind in ('r', 'v', 'm', 'p')`,
  `select nspname, format(
     'constraint %s.%s: %s %s', nspname, conrelid::regclass, conname,
     pg_get_constraintdef(c.oid)) as line
   from pg_constraint c join pg_namespace n on n.oid = connamespace where conrelid <> 0`,
  `select nspname, format(
     'index %s.%s', nspname, pg_get_indexdef(indexrelid)) as line
   from pg_index join pg_class i on i.oid = indexrelid join pg_namespace n on n.oid = relnamespace`,
  `select nspname, format(
     'policy %s.%s: %s %s %s to %s using %s check %s', nspname, polrelid::regclass, polname,
     polcmd, polpermissive, (select string_agg(r::regrole::text, ', ' order by r::regrole::text)
       from unnest(polroles) r),
     pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as line
   from pg_policy join pg_class c on c.oid = polrelid join pg_namespace n on n.oid = relnamespace`,
  `select nspname, format(
     'trigger %s: %s', nspname, pg_get_triggerdef(t.oid)) as line
   from pg_trigger t join pg_class c on c.oid = tgrelid join pg_namespace n on n.oid = relnamespace
   where not tgisinternal`,
  `select nspname, format(
     'function %s.%s: %s %s owner %s', nspname, p.oid::regprocedure,
     md5(pg_get_functiondef(p.oid)),
     ${acl('proacl')}, proowner::regrole) as line
   from pg_proc p join pg_namespace n on n.oid = pronamespace where prokind in ('f', 'p')`,
  `select nspname, format(
     'comment %s: %s', pg_describe_object(classoid, objoid, objsubid), description) as line
   from pg_description d
   join pg_class c on d.classoid = 'pg_class'::regclass and c.oid = d.objoid
   join pg_namespace n on n.oid = relnamespace`,
]

/** All lines that a dump of these schemas would contain, one line for each object. */
export async function snapshot(sql: Sql, schemas: string[]): Promise<string[]> {
  const rows = await sql.unsafe<{ line: string }[]>(
    `select line from (${QUERIES.join(' union all ')}) part where nspname = any($1)`,
    [schemas],
  )
  return rows.map(({ line }) => line).sort()
}

/** Everything of a project that is not Parley's: schemas, roles, publications, extensions and default privileges. */
export async function projectSnapshot(sql: Sql): Promise<string[]> {
  const own = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_policy p on p.polrelid = c.oid
    where p.polname = 'only while the session stands'
    -- A view has no policies of its own.
    union all select 'linked_posts'`
  const isOwn = (line: string) =>
    !/^\w+ (?!public)\w+[.:]/.test(line) &&
    own.some(({ name }) => new RegExp(`\\b(public\\.)?(${name}|idx_${name})(_\\w+)?\\b`).test(line))
  const schemas = await sql<{ name: string }[]>`
    select nspname as name from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('private', 'supabase_migrations', 'information_schema')`
  const lines = await snapshot(
    sql,
    schemas.map(({ name }) => name),
  )
  const others = await sql<{ line: string }[]>`
    select format('extension %s in %s', extname, extnamespace::regnamespace) as line from pg_extension
    union all
    select format('publication %s: %s %s', pubname, puballtables, (
      select string_agg(prrelid::regclass::text, ', ' order by prrelid) from pg_publication_rel r where r.prpubid = p.oid
    )) from pg_publication p
    union all
    select format('role %s: %s %s %s', rolname, rolsuper, rolbypassrls, rolconfig) from pg_roles
    union all
    select format('setting %s %s %s', setdatabase, setrole, setconfig) from pg_db_role_setting
    where setdatabase in (0, (select oid from pg_database where datname = current_database()))
    union all
    select format('default %s %s %s: %s %s', defaclrole::regrole, defaclnamespace, defaclobjtype, grantee, privilege_type)
    from pg_default_acl, aclexplode(defaclacl)
    union all
    select format('owner of %s: %s', nspname, nspowner::regrole) from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('private', 'supabase_migrations')`
  const all = [...lines, ...others.map(({ line }) => line)]
  return all.filter((line) => !isOwn(line) && !line.startsWith('function extensions.')).sort()
}
