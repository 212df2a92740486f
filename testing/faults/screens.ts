import type postgres from 'postgres'
import { eventually } from '../eventually.ts'
import { lookAtPages, type TestPage } from './page.ts'

/** The fields of a message that must be equal on every screen and in the database. */
interface Essence {
  id: string
  seq: number
  ver: number
  client_id: string
  sender_id: string | null
  body: string
}

const essenceOf = ({ id, seq, ver, client_id, sender_id, body }: Essence): Essence => ({
  id,
  seq,
  ver,
  client_id,
  sender_id,
  body,
})

export async function storedMessages(sql: postgres.Sql, id: string): Promise<Essence[]> {
  const rows = await sql<Essence[]>`
    select id, seq::int, ver::int, client_id, sender_id, body
    from messages where conversation_id = ${id} order by seq`
  return rows.map(essenceOf)
}

/**
 * The fault of a screen, or null. The oldest messages may be missing; the rest must be the end of the history, without
 * a gap.
 */
function faultOf(page: TestPage, id: string, stored: readonly Essence[]): string | null {
  const timeline = page.timeline(id)
  if (timeline === undefined) return 'it shows nothing'
  if (timeline.pending.length > 0) return `${timeline.pending.length} wait to be sent`
  const shown = timeline.messages.map(essenceOf)
  const expected = timeline.hasEarlier ? stored.slice(-shown.length) : stored
  if (shown.length < Math.min(50, stored.length)) return `it shows ${shown.length} messages`
  const at = expected.findIndex((one, n) => JSON.stringify(one) !== JSON.stringify(shown[n]))
  if (at !== -1)
    return `instead of ${JSON.stringify(expected[at])} it shows ${JSON.stringify(shown[at])}`
  return shown.length > expected.length ? 'it shows more than there is' : null
}

/**
 * Waits until every screen shows what the database holds, with nothing in the outbox. Unless `looks` is false, somebody
 * looks at the pages all the time, and so they sync.
 */
export async function converge(
  sql: postgres.Sql,
  pages: readonly TestPage[],
  id: string,
  { looks = true } = {},
): Promise<void> {
  let faults: (string | null)[] = []
  await eventually(
    () => `all screens show what the database holds; of each: ${faults.join('; ')}`,
    async () => {
      if (looks) lookAtPages()
      const stored = await storedMessages(sql, id)
      faults = pages.map((page) => faultOf(page, id, stored))
      return faults.every((fault) => fault === null)
    },
    30_000,
  )
}

/**
 * Watches a screen and records what must never appear: a message without the one before it, or one message in two
 * bubbles.
 */
export function watchScreen(page: TestPage, id: string): readonly string[] {
  const sights: string[] = []
  page.messenger.subscribe(() => {
    const { messages = [], pending = [] } = page.timeline(id) ?? {}
    const gap = messages.find(({ seq }, at) => at > 0 && seq !== messages[at - 1]!.seq + 1)
    if (gap !== undefined) sights.push(`${gap.seq} without the one before it`)
    const bubbles = [...messages, ...pending].map(({ client_id }) => client_id)
    if (new Set(bubbles).size < bubbles.length) sights.push('one in two bubbles')
  })
  return sights
}
