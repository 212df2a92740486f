import { afterEach, expect, test } from 'vitest'
import { openPair } from '../conversations.ts'
import { openTestDatabase } from '../database.ts'
import { eventually } from '../eventually.ts'
import { openInstallation, type Opened } from '../nodes/installation.ts'
import { endings, openEndingDatabase, type Ending } from './ending-database.ts'
import { openPage, type TestPage } from './page.ts'
import { seeded } from './random.ts'
import { converge, storedMessages, watchScreen } from './screens.ts'

let installation: Opened
let pages: TestPage[] = []
let way: Awaited<ReturnType<typeof openEndingDatabase>>
afterEach(async () => {
  await Promise.all(pages.map((page) => page.close()))
  await installation.close()
  await way.close()
})

const EACH = 60
/** One answer of the database in so many ends its connection. */
const RARITY = 20

test(
  'connections to PostgreSQL end at any answer: the relay stays up, nothing is lost or doubled',
  { timeout: 240_000 },
  async () => {
    const database = await openTestDatabase()
    const random = seeded(11)
    const kinds = Object.keys(endings) as Ending[]
    let isCalm = true
    let ends = 0
    way = await openEndingDatabase(database.url, () => {
      if (isCalm || random() * RARITY > 1) return null
      ends++
      return kinds[Math.floor(random() * kinds.length)]!
    })
    installation = await openInstallation('one relay', {
      database: Promise.resolve({
        name: database.name,
        superuserUrl: database.superuserUrl,
        url: way.url,
        directUrl: way.url,
        drop: () => database.drop(),
      }),
    })
    const { relay, network } = installation
    const { ada, ben, id } = await openPair(relay)
    pages = await Promise.all([ada, ben].map((person) => openPage(person, network)))
    for (const page of pages) page.messenger.timeline.open(id)
    await eventually('both are there', () =>
      pages.every((page) => page.timeline(id)?.status === 'ready'),
    )
    const sights = pages.map((page) => watchScreen(page, id))
    const bodies = Array.from({ length: EACH }, (_, n) => `message ${n + 1}`)
    isCalm = false
    for (const body of bodies) {
      await Promise.all(pages.map((page) => page.messenger.outbox.send(id, body)))
    }
    await eventually(
      'half is on the screens',
      () => pages.every((page) => page.shown(id).length >= EACH),
      60_000,
    )
    isCalm = true
    await converge(relay.sql, pages, id)

    expect(ends).toBeGreaterThan(1)
    const stored = await storedMessages(relay.sql, id)
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, at) => at + 1))
    for (const person of [ada, ben]) {
      const theirs = stored.filter(({ sender_id }) => sender_id === person.id)
      expect(theirs.map(({ body }) => body)).toEqual(bodies)
    }
    expect(sights).toEqual([[], []])
  },
)
