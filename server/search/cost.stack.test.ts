import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { PlanObserver, type Cost } from '../../testing/plans.ts'
import { insertDirect, insertPeople } from '../../testing/rows.ts'
import type { SearchQuery } from '../../wire/search.ts'
import { writeCursor } from '../paging/cursor.ts'
import { indexMessages } from './index-messages.ts'
import { searchMessages } from './search.ts'

/**
 * A search reads as many database pages after one year of messages as after two. Ada has too many messages for the
 * search among few, and Cleo has too many to read them all.
 */
const A_YEAR = 60_000
const OF_CLEO = 2_000

let database: TestDatabase
let ada: string
let ben: string
let cleo: string
let long: string
let short: string
let elsewhere: string
const before = new Map<string, Cost>()
const after = { one: new Map<string, Cost>(), two: new Map<string, Cost>() }

beforeAll(async () => {
  database = await openTestDatabase()
  const admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  const people = await insertPeople(admin, 4)
  ;[ada, ben, cleo] = people as [string, string, string]
  long = await insertDirect(admin, ada, ben)
  short = await insertDirect(admin, ada, cleo)
  elsewhere = await insertDirect(admin, ben, people[3]!)
  const observer = new PlanObserver(database.directUrl)
  const measure = async (costs: Map<string, Cost>) => {
    for (const [name, { who, query }] of Object.entries(searches)) {
      const asked = query?.() ?? { q: name }
      costs.set(name, await observer.costOf((sql) => searchMessages(sql, who(), asked)))
    }
  }
  // The numbers are as large as they will be, because the search chooses its way by them.
  await admin`update conversations set last_seq = case when id = ${short} then 4000 else 120000 end, last_ver = 120000`
  await measure(before)
  for (const [years, costs] of [after.one, after.two].entries()) {
    await writeYear(admin, long, A_YEAR, years)
    await writeYear(admin, short, OF_CLEO, years)
    await writeYear(admin, elsewhere, A_YEAR / 2, years)
    await indexMessages(observer.sql, { batch: 10_000 })
    await admin`analyze`
    await measure(costs)
  }
  await Promise.all([admin.end(), observer.sql.end()])
}, 120_000)
afterAll(() => database.drop())

/** The year that ends so many years ago. The newest messages have the highest numbers. */
async function writeYear(admin: postgres.Sql, id: string, count: number, yearsAgo: number) {
  await admin`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body, created_at)
    select id, seq, seq, case when n % 2 = 0 then ${ben}::uuid else ${cleo}::uuid end, gen_random_uuid(),
      concat_ws(' ', 'message', n, case when n % 500 = 0 then 'serendipity' end),
      now() - (${yearsAgo} + 1 - n::float / ${count}) * interval '52 weeks'
    from generate_series(1, ${count}::int) n,
      lateral (select ${id}::uuid as id, n + (1 - ${yearsAgo}::int) * ${count}::int as seq) place`
}

const searches: Record<string, { who: () => string; query?: () => SearchQuery }> = {
  message: { who: () => ada },
  serendipity: { who: () => ada },
  'message serendip': { who: () => ada },
  nowhere: { who: () => ada },
  'messages of one person': { who: () => ada, query: () => ({ q: 'message', from: ben }) },
  'a rare word of one person': { who: () => ada, query: () => ({ q: 'serendipity', from: ben }) },
  'a common word before a day': {
    who: () => ada,
    query: () => ({ q: 'message', before: new Date(Date.now() - 9e9).toISOString().slice(0, 10) }),
  },
  'a common word in one conversation': {
    who: () => ada,
    query: () => ({ q: 'message', in: long }),
  },
  'a rare word in one conversation': {
    who: () => ada,
    query: () => ({ q: 'serendipity', in: long }),
  },
  'a word that is nowhere in one conversation': {
    who: () => ada,
    query: () => ({ q: 'nowhere', in: long }),
  },
  'a word that is nowhere, before the last day there is': {
    who: () => ada,
    query: () => ({ q: 'nowhere', before: '9999-12-31' }),
  },
  'a word that is nowhere, after a place in the far future': {
    who: () => ada,
    query: () => ({ q: 'nowhere', cursor: writeCursor([2 ** 53 - 1, 1, ada]) }),
  },
  'a common word in few messages': { who: () => cleo, query: () => ({ q: 'message' }) },
  'a rare word in few messages': { who: () => cleo, query: () => ({ q: 'nowhere' }) },
}

test.each(Object.keys(searches))('%s: the messages are not read completely', (name) => {
  for (const costs of [after.one, after.two]) {
    expect(costs.get(name)!.scanned).not.toContain('messages')
    expect(costs.get(name)!.scanned).not.toContain('search_entries')
  }
})

test.each(Object.keys(searches))('%s: nor by a plan that was made on an empty table', (name) => {
  expect(before.get(name)!.scanned).not.toContain('messages')
  expect(before.get(name)!.scanned).not.toContain('search_entries')
})

test.each(Object.keys(searches))('%s: another year costs no more', (name) => {
  const [one, two] = [after.one.get(name)!.blocks, after.two.get(name)!.blocks]
  expect(two).toBeLessThanOrEqual(one * 1.2 + 30)
})

test.each(['before the last day there is', 'after a place in the far future'])(
  'a word that is nowhere, %s: it costs what it costs without a date',
  (date) => {
    const { blocks } = after.two.get(`a word that is nowhere, ${date}`)!
    expect(blocks).toBeLessThanOrEqual(after.two.get('nowhere')!.blocks * 1.2 + 30)
  },
)
