import { afterEach, expect, test } from 'vitest'
import { openPair } from '../conversations.ts'
import { eventually } from '../eventually.ts'
import { openInstallation, type Installation, type Opened } from '../nodes/installation.ts'
import { KillableDatabase } from './killable-database.ts'
import { openPage, type TestPage } from './page.ts'
import { converge, storedMessages, watchScreen } from './screens.ts'

let installation: Opened
let pages: TestPage[] = []
afterEach(async () => {
  await Promise.all(pages.map((page) => page.close()))
  await installation.close()
})

interface Load {
  way: Installation
  /** Messages of each person. */
  each: number
  /** The numbers of messages on the screens at which PostgreSQL is killed. */
  kills: readonly number[]
}
const loads: Load[] = [
  { way: 'one relay', each: 150, kills: [40, 120, 200] },
  // Here PostgreSQL is also what the relays speak through.
  { way: 'three relays', each: 60, kills: [40] },
]

test.each(loads)(
  'PostgreSQL is killed under load, with $way: nothing acknowledged is lost, nothing doubled',
  { timeout: 240_000 },
  async ({ way, each, kills }) => {
    const database = await KillableDatabase.open()
    installation = await openInstallation(way, { database: Promise.resolve(database) })
    const { relay, network } = installation
    const { ada, ben, id } = await openPair(relay)
    pages = await Promise.all([ada, ben].map((person) => openPage(person, network)))
    for (const page of pages) page.messenger.timeline.open(id)
    await eventually('both are there', () =>
      pages.every((page) => page.timeline(id)?.status === 'ready'),
    )
    const sights = pages.map((page) => watchScreen(page, id))
    const bodies = Array.from({ length: each }, (_, n) => `message ${n + 1}`)
    for (const body of bodies) {
      await Promise.all(pages.map((page) => page.messenger.outbox.send(id, body)))
    }

    const acknowledged = new Map<string, number>()
    const note = () => {
      for (const page of pages) {
        for (const { client_id, seq } of page.shown(id)) acknowledged.set(client_id, seq)
      }
      return acknowledged.size
    }
    for (const count of kills) {
      await eventually(`${count} are on the screens`, () => note() >= count, 30_000)
      await database.kill()
      note()
      await database.restart()
    }
    await converge(relay.sql, pages, id)

    const stored = await storedMessages(relay.sql, id)
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, at) => at + 1))
    for (const person of [ada, ben]) {
      const theirs = stored.filter(({ sender_id }) => sender_id === person.id)
      expect(theirs.map(({ body }) => body)).toEqual(bodies)
    }
    const places = new Map(stored.map(({ client_id, seq }) => [client_id, seq]))
    for (const [clientId, seq] of acknowledged) expect(places.get(clientId)).toBe(seq)
    expect(sights).toEqual([[], []])
  },
)
