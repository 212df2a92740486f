import { afterEach, expect, test } from 'vitest'
import { openTestDatabase } from '../database.ts'
import { eventually } from '../eventually.ts'
import { openInstallation, type Opened } from '../nodes/installation.ts'
import { endings, openEndingDatabase, type Ending } from './ending-database.ts'
import { seeded } from './random.ts'
import { openTalk, type Talk } from './talk.ts'

let installation: Opened
let talk: Talk | undefined
let way: Awaited<ReturnType<typeof openEndingDatabase>>
afterEach(async () => {
  await talk?.close()
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
    talk = await openTalk(relay, network, EACH)
    const { id, pages } = talk
    isCalm = false
    await talk.write()
    await eventually(
      'half is on the screens',
      () => pages.every((page) => page.shown(id).length >= EACH),
      60_000,
    )
    isCalm = true
    expect(ends).toBeGreaterThan(1)
    await talk.expectWhole()
  },
)
