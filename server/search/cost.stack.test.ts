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
/** Dora has few messages too, in many small conversations. */
const CONVERSATIONS_OF_DORA = 150
const CONVERSATIONS_OF_OTHERS = 2_000
const IN_EACH = 15

let database: TestDatabase
let ada: string
let ben: string
let cleo: string
let dora: string
/** Wrote one message of a thousand. */
let erin: string
let long: string
let short: string
const before = new Map<string, Cost>()
const after = {
  one: new Map<string, Cost>(),
  two: new Map<string, Cost>(),
  many: new Map<string, Cost>(),
}

beforeAll(async () => {
  database = await openTestDatabase()
  const admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  const people = await insertPeople(admin, 5)
  ;[ada, ben, cleo, dora, erin] = people as [string, string, string, string, string]
  long = await insertDirect(admin, ada, ben)
  short = await insertDirect(admin, ada, cleo)
  const ofDora = await insertGroupsOf(admin, dora, CONVERSATIONS_OF_DORA)
  const elsewhere = await insertGroupsOf(admin, erin, CONVERSATIONS_OF_OTHERS)
  const observer = new PlanObserver(database.directUrl)
  const measure = async (costs: Map<string, Cost>) => {
    for (const [name, { who, query }] of Object.entries(searches)) {
      const asked = query?.() ?? { q: name }
      costs.set(name, await observer.costOf((sql) => searchMessages(sql, who(), asked)))
    }
  }
  // The numbers are as large as they will be, because the search chooses its way by them.
  await admin`update conversations set last_ver = 120000, last_seq = case
    when id = ${short} then 4000 when kind = 'GROUP' then ${IN_EACH} else 120000 end`
  await measure(before)
  await writeYear(admin, ofDora, IN_EACH, 0)
  // The search looks at all weeks since the oldest message, so that the first year has as many as the second.
  await admin`
    update messages set created_at = '2020-01-02'
    where id = (select id from messages order by created_at limit 1)`
  for (const [years, costs] of [after.one, after.two].entries()) {
    await writeYear(admin, [long], A_YEAR, years)
    await writeYear(admin, [short], OF_CLEO, years)
    await writeYear(admin, elsewhere, IN_EACH, years)
    await indexMessages(observer.sql, { batch: 10_000 })
    await admin`analyze`
    await measure(costs)
  }
  await believeInMany(admin)
  await measure(after.many)
  await Promise.all([admin.end(), observer.sql.end()])
}, 120_000)
afterAll(() => database.drop())

/** From here on PostgreSQL plans as for a hundred times as many messages, in very many conversations. */
async function believeInMany(admin: postgres.Sql) {
  await admin`
    alter table private.search_entries alter column conversation_id set (n_distinct = 100000)`
  await admin`analyze private.search_entries`
  await admin`
    update pg_class set reltuples = reltuples * 100
    where relname in ('messages', 'search_entries', 'search_entries_terms_idx', 'search_entries_conversation_idx')`
}

/** Groups in which this person is alone. */
async function insertGroupsOf(admin: postgres.Sql, userId: string, count: number) {
  const rows = await admin<{ id: string }[]>`
    insert into conversations (kind, title)
    select 'GROUP', 'group ' || n from generate_series(1, ${count}::int) n returning id`
  const ids = rows.map(({ id }) => id)
  await admin`
    insert into conversation_participants (conversation_id, user_id)
    select id, ${userId} from unnest(${ids}::uuid[]) as one (id)`
  return ids
}

/** The year that ends so many years ago. Each conversation has so many messages, the newest with the highest numbers. */
async function writeYear(admin: postgres.Sql, ids: string[], count: number, yearsAgo: number) {
  await admin`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body, created_at)
    select id, seq, seq, case when n % 1000 = 0 then ${erin}::uuid when n % 2 = 0 then ${ben}::uuid else ${cleo}::uuid end, gen_random_uuid(),
      concat_ws(' ', 'message', n, case when n % 500 = 0 then 'serendipity' end),
      now() - (${yearsAgo} + 1 - n::float / ${count}) * interval '52 weeks'
    from unnest(${ids}::uuid[]) as one (id), generate_series(1, ${count}::int) n,
      lateral (select n + (1 - ${yearsAgo}::int) * ${count}::int as seq) place`
}

const searches: Record<string, { who: () => string; query?: () => SearchQuery }> = {
  message: { who: () => ada },
  serendipity: { who: () => ada },
  'message serendip': { who: () => ada },
  nowhere: { who: () => ada },
  'messages of one person': { who: () => ada, query: () => ({ q: 'message', from: ben }) },
  'a common word of one who wrote little': {
    who: () => ada,
    query: () => ({ q: 'message', from: erin }),
  },
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
  'a common word in many small conversations': { who: () => dora, query: () => ({ q: 'message' }) },
  'a rare word in many small conversations': { who: () => dora, query: () => ({ q: 'nowhere' }) },
  'two words in many small conversations': {
    who: () => dora,
    query: () => ({ q: 'message nowhere' }),
  },
}

test.each(Object.keys(searches))('%s: the messages are not read completely', (name) => {
  for (const costs of [after.one, after.two]) {
    expect(costs.get(name)!.scanned).not.toContain('messages')
    expect(costs.get(name)!.scanned).not.toContain('search_entries')
  }
})

test.each(Object.keys(searches))(
  '%s: a plan from an empty table does not read them completely',
  (name) => {
    expect(before.get(name)!.scanned).not.toContain('messages')
    expect(before.get(name)!.scanned).not.toContain('search_entries')
  },
)

test.each(Object.keys(searches))('%s: another year costs no more', (name) => {
  const [one, two] = [after.one.get(name)!.blocks, after.two.get(name)!.blocks]
  expect(two).toBeLessThanOrEqual(one * 1.2 + 30)
})

test.each(['before the last day there is', 'after a place in the far future'])(
  'a word that is nowhere, %s: it costs no more than without a date',
  (date) => {
    const { blocks } = after.two.get(`a word that is nowhere, ${date}`)!
    expect(blocks).toBeLessThanOrEqual(after.two.get('nowhere')!.blocks * 1.2 + 30)
  },
)

/**
 * Without the index by conversation, the index of the terms is asked for each conversation, each term and each week. Then
 * these searches read 31,000, 195,000 and 390,000 pages.
 */
test.each(['a common word', 'a rare word', 'two words'])(
  '%s in many small conversations: a search reads few pages a conversation, also among many messages',
  (words) => {
    const name = `${words} in many small conversations`
    for (const costs of [after.two, after.many]) {
      expect(costs.get(name)!.blocks).toBeLessThan(CONVERSATIONS_OF_DORA * 60)
    }
  },
)

/** Without the sender in the index of the terms, the search reads 2,060 pages. */
test('what one person wrote is found without reading what all others wrote with the same word', () => {
  expect(after.two.get('a common word of one who wrote little')!.blocks).toBeLessThan(1_500)
})
