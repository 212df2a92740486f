import { randomBytes } from 'node:crypto'
import { openDatabase, type Database, type DatabaseOptions } from './client.ts'

const quiet = { debug: () => undefined }
/** On one machine a notice takes about a millisecond. */
const NOTICE_MILLISECONDS = 3_000

/** The reason why the database cannot be used through this address. */
export const TRANSACTION_POOLER =
  'DATABASE_URL leads to a transaction pooler, which loses notices and prepared statements. ' +
  'Use the session pooler (at Supabase port 5432 of the pooler) or a direct connection'

/**
 * Whether each transaction may run in another session of the server. It is so when two open sessions reach the same
 * server session, or when a notice of one does not reach the second one. Parley needs real sessions, because it listens and
 * prepares statements.
 * @throws the error of the driver when the database cannot be reached
 */
export async function isTransactionPooler(
  url: string,
  { tls = 'verify' }: Pick<DatabaseOptions, 'tls'> = {},
): Promise<boolean> {
  const [first, second] = [1, 2].map(() => openDatabase(url, quiet, { connections: 1, tls }))
  if (first === undefined || second === undefined) return false
  const channel = `parley_probe_${randomBytes(8).toString('hex')}`
  let heard = (): void => undefined
  const notice = new Promise<true>((resolve) => (heard = () => resolve(true)))
  try {
    if ((await serverOf(first)) === (await serverOf(second))) return true
    await first.listen(channel, () => heard())
    await second.unsafe(`notify ${channel}`)
    return !(await within(NOTICE_MILLISECONDS, notice))
  } finally {
    await Promise.all([first, second].map((each) => each.end({ timeout: 1 })))
  }
}

/** The process id comes from a query, because a pooler sends an invented one when a connection opens. */
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
