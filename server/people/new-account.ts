import type { Database, Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'

const messages = {
  conversations: 'A new account may not begin more conversations in its first day.',
  posts: 'A new account may not write more posts in its first day.',
  rooms: 'A new account may not make more rooms in its first day.',
  reports: 'A new account may not report more in its first day.',
  invitations: 'A new account may not add more people in its first day.',
} as const

/**
 * Counts what a new account does, where the installation has a limit for it. Call it in the transaction of what is
 * done, so that a refusal counts nothing.
 * @throws Refusal `new_account` with the seconds until the first day is over
 */
export async function countForNewAccount(
  sql: Sql,
  userId: string,
  what: keyof typeof messages,
  times = 1,
): Promise<void> {
  const [row] = await sql<{ seconds: number | null }[]>`
    select private.use_new_account(${userId}, ${what}, ${times}::bigint) as seconds`
  const seconds = row?.seconds ?? null
  if (seconds !== null) throw new Refusal('new_account', messages[what], Math.ceil(seconds))
}

/** Makes something in a transaction, and counts it. Undefined: it was there already, so nothing counts. */
export function makeCounted<Made>(
  sql: Database,
  userId: string,
  what: keyof typeof messages,
  make: (tx: Sql) => Promise<Made | undefined>,
): Promise<Made | undefined> {
  return sql.begin(async (tx) => {
    const made = await make(tx)
    if (made !== undefined) await countForNewAccount(tx, userId, what)
    return made
  }) as Promise<Made | undefined>
}
