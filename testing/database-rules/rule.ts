import type { Sql } from 'postgres'

/** A connection, in a transaction or not. */
type Asking = Pick<Sql, 'unsafe'>

/** A rule for each of our tables, functions or policies, with a case that breaks it. */
export interface Rule {
  name: string
  /** A query with one text column: the objects that break the rule. */
  offenders: string
  /** Statements that break the rule, in a database that is deleted afterwards. */
  offence: string
  /** The objects that must then be reported. */
  reported: string[]
}

/** The objects that break the rule in this database. */
export async function offendersOf(sql: Asking, rule: Pick<Rule, 'offenders'>): Promise<string[]> {
  const rows = await sql.unsafe<Record<string, string>[]>(rule.offenders)
  return rows.flatMap((row) => Object.values(row)).sort()
}

class Undo extends Error {}

/** Breaks the rule, reads which objects are reported, and undoes it. */
export async function offendersAfterOffence(sql: Sql, rule: Rule): Promise<string[]> {
  let found: string[] = []
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(rule.offence)
      found = await offendersOf(tx, rule)
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo)) throw error
  }
  return found
}

const withoutExtensions = (catalogue: string) => `
  not exists (select from pg_depend d
    where d.classid = '${catalogue}'::regclass and d.objid = o.oid and d.deptype = 'e')`

/** Our tables: `oid`, `name`, and the columns of pg_class. */
export const OWN_TABLES = `(
  select format('%I.%I', n.nspname, o.relname) as name, o.*
  from pg_class o join pg_namespace n on n.oid = o.relnamespace
  where n.nspname in ('public', 'private') and o.relkind in ('r', 'p')
    and ${withoutExtensions('pg_class')}
) own`

/** Our functions: `oid`, `name` and `schema`, and the columns of pg_proc. */
export const OWN_FUNCTIONS = `(
  select format('%I.%I', n.nspname, o.proname) as name, n.nspname as schema, o.*
  from pg_proc o join pg_namespace n on n.oid = o.pronamespace
  where n.nspname in ('public', 'private') and ${withoutExtensions('pg_proc')}
) own`

/** Our policies: `name`, the table's `oid`, and `condition`, which holds both expressions. */
export const OWN_POLICIES = `(
  select own.name || ': ' || p.polname as name, own.oid as table_oid, p.oid as policy_oid, p.*,
    concat_ws(' / ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
      as condition
  from pg_policy p join ${OWN_TABLES} on own.oid = p.polrelid
) policy`
