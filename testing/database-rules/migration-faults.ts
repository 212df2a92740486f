const NAME = /^\d{14}_[a-z0-9_]+\.sql$/
const MOST_LINES = 150
/** The first file that names itself in the database. Earlier files were released without that. */
const NAMED_FROM = '20261123090700'

/** The faults of a migration file that the database cannot show afterwards. */
export function faultsOf(name: string, text: string): string[] {
  const code = text.replace(/--[^\n]*/g, '')
  const faults: string[] = []
  if (!NAME.test(name)) faults.push('is not named <14 digits>_<name>.sql')
  if (text.split('\n').length > MOST_LINES) faults.push(`has more than ${MOST_LINES} lines`)
  // The CLI sends all statements of a file together, but such an index must be built outside a transaction.
  if (/\bconcurrently\b/i.test(code)) {
    const statements = code.split(';').filter((statement) => statement.trim() !== '')
    if (statements.length > 1) faults.push('has more than its CONCURRENTLY')
  } else {
    if (!/^set lock_timeout = '\d+s';$/m.test(code)) faults.push('would wait for a lock for ever')
    if (namesItself(name) && !code.trimEnd().endsWith(naming(name))) {
      faults.push(`does not end with "${naming(name)}"`)
    }
  }
  if (locksAuth(code)) faults.push('could wait for a table of auth for more than 100 ms')
  for (const [, table = ''] of code.matchAll(/^create table (?:if not exists )?([\w.]+)/gim)) {
    const guarded = code.includes(`alter table ${table} enable row level security;`)
    if (!guarded) faults.push(`creates ${table} without row level security`)
    const closed = `revoke all on ${table} from public, anon, authenticated, service_role;`
    if (!code.includes(closed)) faults.push(`creates ${table} with grants it does not name`)
  }
  // Many projects grant every new function to everybody, so that each has to be closed by name.
  for (const [, called = ''] of code.matchAll(/^create function ([\w.]+)\(/gim)) {
    const closed = new RegExp(
      `^revoke execute on function ${called}\\(.*\\) from public, anon`,
      'm',
    )
    if (!closed.test(code)) faults.push(`creates ${called} without taking it from everybody`)
  }
  return faults
}

/** A foreign key to a table of Supabase Auth, a trigger on one, another change of one, or all triggers of Parley. */
const LOCKS_AUTH =
  /\breferences auth\.|\bon auth\.\w+\s+for each\b|\btable auth\.|restore_auth_triggers\(\);/i

/**
 * Whether a statement locks a table of Supabase Auth and may wait longer than 100 ms: sign-ins wait in line behind it.
 * Only a block that sets a shorter limit for itself may do so.
 */
function locksAuth(code: string): boolean {
  const patient = code
    .replace(/^do \$\$.*?^\$\$;/gms, (block) => (isImpatient(block) ? '' : block))
    .replace(/^create (?:or replace )?function .*?^\$\$;/gms, '')
  return LOCKS_AUTH.test(patient)
}

const isImpatient = (block: string) =>
  /\bset local lock_timeout = '(?:100|50)ms';/.test(block) && /\bpg_sleep\(/.test(block)

/** Whether the relay can see in the database that this file was applied. */
const namesItself = (name: string) => name >= NAMED_FROM

const naming = (name: string) =>
  `update private.installation set migration = '${name.slice(0, 14)}';`
