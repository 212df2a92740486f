import type { Sql } from 'postgres'

/** A connection, in a transaction or not. */
type Asking = Pick<Sql, 'unsafe'>

/** What every own table, function or policy has to keep to, and a case that breaks it. */
export interface Rule {
  name: string
  /** One text column: who breaks the rule. */
  offenders: string
  /** Breaks it, in a database that is thrown away afterwards. */
  offence: string
  /** Who has to be reported then. */
  reported: string[]
}

/** Who breaks the rule in this database. */
export async function offendersOf(sql: Asking, rule: Pick<Rule, 'offenders'>): Promise<string[]> {
  const rows = await sql.unsafe<Record<string, string>[]>(rule.offenders)
  return rows.flatMap((row) => Object.values(row)).sort()
}

class Undo extends Error {}

/** Breaks the rule, looks who is reported, and undoes it. */
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

/** Tables of ours: `oid`, `name`, and what pg_class has of them. */
export const OWN_TABLES = `(
  select format('%I.%I', n.nspname, o.relname) as name, o.*
  from pg_class o join pg_namespace n on n.oid = o.relnamespace
  where n.nspname in ('public', 'private') and o.relkind in ('r', 'p')
    and ${withoutExtensions('pg_class')}
) own`

/** Functions of ours: `oid`, `name` and `schema`, and what pg_proc has of them. */
export const OWN_FUNCTIONS = `(
  select format('%I.%I', n.nspname, o.proname) as name, n.nspname as schema, o.*
  from pg_proc o join pg_namespace n on n.oid = o.pronamespace
  where n.nspname in ('public', 'private') and ${withoutExtensions('pg_proc')}
) own`

/** Policies of ours: `name`, the table's `oid`, and `condition`, all of what it says. */
export const OWN_POLICIES = `(
  select own.name || ': ' || p.polname as name, own.oid as table_oid, p.oid as policy_oid, p.*,
    concat_ws(' / ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
      as condition
  from pg_policy p join ${OWN_TABLES} on own.oid = p.polrelid
) policy`
