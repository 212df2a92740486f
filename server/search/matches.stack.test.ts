import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { insertPeople } from '../../testing/rows.ts'
import { typedTerms } from '../../wire/words/words.ts'
import { indexMessages } from './index-messages.ts'
import { byWeek, type Place, type Wanted } from './matches.ts'
import { readThrough, theseMessages } from './read-through.ts'

/**
 * Every way to search finds the same messages in the same order as a filtered list in this test. The messages are of
 * this year and of long ago, on both sides of a change of week, with times in the future, and many at one moment.
 */
interface Said {
  id: string
  conversation: string
  sender: string
  seq: number
  /** Microseconds since 1970. */
  createdAt: number
  words: string[]
}

const WORDS = ['hello', 'help', 'plan', 'world']
const HOUR = 3_600_000
const DAY = 24 * HOUR
const monday = Date.UTC(2020, 0, 1) + 300 * 7 * DAY
const MOMENTS = [
  ...[0, 1, 10, 60].map((minutes) => Date.now() - minutes * 60_000),
  ...Array.from({ length: 40 }, (_, n) => Date.now() - n * n * 31 * HOUR),
  ...[-1, 0, 1].map((ms) => monday + ms),
  ...[3, 20, 300].map((days) => Date.now() + days * DAY),
  Date.UTC(2019, 11, 31, 23, 59),
  Date.UTC(2020, 0, 1),
  Date.UTC(1999, 5, 7),
]

let database: TestDatabase
let sql: postgres.Sql
let [ada, ben, cleo]: string[] = []
let rooms: string[]
const said: Said[] = []
/** Ada joined the first room late and has left the second one. */
const LATE = 2
const LEFT = 3

beforeAll(async () => {
  database = await openTestDatabase()
  const admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  ;[ada, ben, cleo] = await insertPeople(admin, 3)
  rooms = Array.from({ length: 5 }, () => randomUUID())
  for (const [n, id] of rooms.entries()) {
    await admin`insert into conversations (id, kind, title) values (${id}, 'GROUP', ${String(n)})`
  }
  // Not in the last one.
  for (const [n, id] of rooms.slice(0, 4).entries()) {
    await admin`
      insert into conversation_participants (conversation_id, user_id, joined_seq, left_at)
      values (${id}, ${ada!}, ${n === LATE ? 20 : 0}, ${n === LEFT ? new Date() : null})`
  }
  for (let n = 0; n < 400; n++) {
    const words = WORDS.filter((_, word) => ((n * 31 + word * 17) % 97) % (word + 2) === 0)
    said.push({
      id: randomUUID(),
      conversation: rooms[n % 5]!,
      sender: [ben!, cleo!][n % 3 === 0 ? 1 : 0]!,
      seq: 1 + Math.floor(n / 5),
      createdAt: Math.floor(MOMENTS[(n * 13) % MOMENTS.length]!) * 1000 + (n % 2),
      words,
    })
  }
  await admin`
    insert into messages (id, conversation_id, seq, ver, sender_id, client_id, body, created_at)
    select id, room, seq, seq, sender, id, body, timestamptz 'epoch' + at * interval '1 microsecond'
    from unnest(
      ${said.map(({ id }) => id)}::uuid[], ${said.map((one) => one.conversation)}::uuid[],
      ${said.map(({ seq }) => seq)}::int[], ${said.map(({ sender }) => sender)}::uuid[],
      ${said.map(({ words }) => words.join(', ') || '...')}::text[],
      ${said.map(({ createdAt }) => String(createdAt))}::bigint[]
    ) m (id, room, seq, sender, body, at)`
  await admin.end()
  sql = postgres(database.directUrl, { max: 1, onnotice: () => undefined })
  await indexMessages(sql)
}, 60_000)
afterAll(async () => {
  await sql.end()
  await database.drop()
})

type Narrowed = Pick<Wanted, 'q' | 'in' | 'from' | 'since' | 'before'>

function expected({ q, in: only, from, since, before }: Narrowed): Said[] {
  const typed = q.split(' ')
  const last = typed.at(-1)!
  return said
    .filter(({ conversation }) => rooms.indexOf(conversation) < LEFT)
    .filter(({ conversation, seq }) => conversation !== rooms[LATE] || seq > 20)
    .filter(({ conversation }) => only === undefined || conversation === only)
    .filter(({ sender }) => from === undefined || sender === from)
    .filter(({ createdAt }) => since === undefined || createdAt >= since.getTime() * 1000)
    .filter(({ createdAt }) => before === undefined || createdAt < before.getTime() * 1000)
    .filter(({ words }) => typed.slice(0, -1).every((word) => words.includes(word)))
    .filter(({ words }) => words.some((word) => word.startsWith(last)))
    .toSorted((a, b) => b.createdAt - a.createdAt || b.seq - a.seq || (a.id < b.id ? 1 : -1))
}

/** All pages of a search as one list of ids. */
async function found(narrowed: Narrowed, few: Wanted['few'], limit: number): Promise<string[]> {
  const ids: string[] = []
  let after: Place | undefined
  for (let page = 0; page < 100; page++) {
    const wanted = { ...narrowed, terms: typedTerms(narrowed.q), userId: ada!, few, after, limit }
    const little = few?.isLittle ? await readThrough(sql, wanted, few) : null
    const rows = await sql<{ id: string; seq: string; at: string }[]>`
      with page as (${little === null ? byWeek(sql, wanted) : theseMessages(sql, little)})
      select id, seq, (extract(epoch from created_at) * 1000000)::bigint as at from page
      order by created_at desc, seq desc, id desc`
    ids.push(...rows.map(({ id }) => id))
    const last = rows.at(-1)
    if (rows.length < limit || last === undefined) return ids
    after = { createdAt: Number(last.at), seq: Number(last.seq), id: last.id }
  }
  throw new Error('the pages do not end')
}

const narrowings: Record<string, () => Omit<Narrowed, 'q'>> = {
  everywhere: () => ({}),
  'in one conversation': () => ({ in: rooms[LATE]! }),
  'from one person': () => ({ from: cleo! }),
  'before a day': () => ({ before: new Date(Math.floor(Date.now() / DAY - 90) * DAY) }),
  'since a moment within a week': () => ({ since: new Date(Date.now() - 100.3 * DAY) }),
  'of a year': () => ({ since: new Date(monday), before: new Date(monday + 365 * DAY) }),
  'before 2020': () => ({ before: new Date('2020-01-01') }),
}
const queries = ['hello', 'hel', 'plan wor', 'world hel', 'w', 'nowhere']

test.each(
  Object.entries(narrowings).flatMap(([name, narrow]) =>
    queries.map((q) => [q, name, narrow] as const),
  ),
)('"%s" %s', async (q, _, narrow) => {
  const narrowed = { q, ...narrow() }
  const all = expected(narrowed).map(({ id }) => id)
  const ids = narrowed.in === undefined ? rooms.slice(0, 3) : [narrowed.in]
  const ways: Record<string, Wanted['few']> = {
    'read through': { ids, isLittle: true },
    'a search among few conversations': { ids, isLittle: false },
    'a search among many conversations': undefined,
  }
  for (const [way, few] of Object.entries(ways)) {
    for (const limit of [7, 500]) {
      expect(await found(narrowed, few, limit), `${way}, ${limit} a page`).toEqual(all)
    }
  }
})

test.each([1, 3, 20, 100])(
  'of %i terms no query grows large, and each week is asked once',
  async (count) => {
    const typed = Array.from({ length: count }, (_, n) => String.fromCharCode(97 + (n % 26))).join(
      ' ',
    )
    const terms = typed.split(' ')
    const rows = await sql<{ nodes: number; weeks: string }[]>`
    select numnode(terms) as nodes, terms::text as weeks
    from private.terms_by_week(${terms.slice(0, -1)}::text[], ${terms.slice(-1)}::text[], null, 64)`
    expect(Math.max(...rows.map(({ nodes }) => nodes))).toBeLessThan(256)
    expect(rows.flatMap(({ weeks }) => weeksIn(weeks)).toSorted(upwards)).toEqual(
      await weeksWithEntries(),
    )
  },
)

const upwards = (a: number, b: number) => a - b
const weeksIn = (terms: string) => [...new Set(terms.match(/\d+(?=\.)/g))].map(Number)

/** All weeks from the oldest entry to the newest one. */
async function weeksWithEntries(): Promise<number[]> {
  const [{ oldest, newest }] = await sql<[{ oldest: number; newest: number }]>`
    select private.message_week(min(created_at)) as oldest, private.message_week(max(created_at)) as newest
    from private.search_entries`
  return Array.from({ length: newest - oldest + 1 }, (_, n) => oldest + n)
}

test('in an installation of a few weeks no other week is asked', async () => {
  await sql`begin`
  try {
    await sql`
      delete from private.search_entries
      where created_at not between now() - interval '40 days' and now()`
    const rows = await sql<{ weeks: string }[]>`
      select terms::text as weeks from private.terms_by_week('{}', '{hel}', null, 4)`
    const asked = rows.flatMap(({ weeks }) => weeksIn(weeks)).toSorted(upwards)
    expect(asked).toEqual(await weeksWithEntries())
    expect(asked.length).toBeGreaterThan(2)
    expect(asked.length).toBeLessThan(8)
  } finally {
    await sql`rollback`
  }
})

test('the terms are also found in the list', () => {
  for (const q of queries.slice(0, -1)) expect(expected({ q }).length).toBeGreaterThan(7)
})
