import { randomBytes } from 'node:crypto'
import { openDatabase, type Database, type DatabaseOptions } from './client.ts'

const quiet = { debug: () => undefined }
/** On one machine a notice takes a millisecond. */
const NOTICE_MILLISECONDS = 3_000

/** Why a database cannot be used as it is reached. */
export const TRANSACTION_POOLER =
  'DATABASE_URL leads to a transaction pooler, which loses notices and prepared statements. ' +
  'Use the session pooler (at Supabase port 5432 of the pooler) or a direct connection'

/**
 * Whether each transaction may meet another server: two sessions that live at once meet the same one, or what one is told
 * is not passed on. Parley needs sessions: it listens, and prepares statements.
 * @throws what the driver throws when the database cannot be reached
 */
export async function isTransactionPooler(
  url: string,
  { tls = 'verify' }: Pick<DatabaseOptions, 'tls'> = {},
): Promise<boolean> {
  const [one, other] = [1, 2].map(() => openDatabase(url, quiet, { connections: 1, tls }))
  if (one === undefined || other === undefined) return false
  const channel = `parley_probe_${randomBytes(8).toString('hex')}`
  let heard = (): void => undefined
  const notice = new Promise<true>((resolve) => (heard = () => resolve(true)))
  try {
    if ((await serverOf(one)) === (await serverOf(other))) return true
    await one.listen(channel, () => heard())
    await other.unsafe(`notify ${channel}`)
    return !(await within(NOTICE_MILLISECONDS, notice))
  } finally {
    await Promise.all([one, other].map((each) => each.end({ timeout: 1 })))
  }
}

/** Asked of the server: a pooler makes up the number that it greets with. */
async function serverOf(sql: Database): Promise<number | undefined> {
  const [row] = await sql.unsafe<{ pid: number }[]>('select pg_backend_pid() as pid')
  return row?.pid
}

async function within(milliseconds: number, event: Promise<true>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false)
  })
  const inTime = await Promise.race([event, late])
  clearTimeout(timer)
  return inTime
}
