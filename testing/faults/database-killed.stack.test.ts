import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openPair } from '../conversations.ts'
import { eventually } from '../eventually.ts'
import { openTestRelay, type TestRelay } from '../relay.ts'
import { KillableDatabase } from './killable-database.ts'
import { FaultyNetwork } from './network.ts'
import { openPage, type TestPage } from './page.ts'
import { converge, storedMessages, watchScreen } from './screens.ts'

const EACH = 150
const KILLS = [40, 120, 200]

let database: KillableDatabase
let relay: TestRelay
let network: FaultyNetwork
let pages: TestPage[] = []
beforeAll(async () => {
  database = await KillableDatabase.open()
  relay = await openTestRelay({}, Promise.resolve(database))
  network = await FaultyNetwork.open(Number(new URL(relay.url).port), 1)
})
afterEach(() => Promise.all(pages.map((page) => page.close())))
afterAll(async () => {
  await network.close()
  await relay.close()
})

test(
  `PostgreSQL is killed ${KILLS.length} times under load: nothing acknowledged is lost, nothing doubled`,
  { timeout: 120_000 },
  async () => {
    const { ada, ben, id } = await openPair(relay)
    pages = await Promise.all([ada, ben].map((person) => openPage(person, network)))
    for (const page of pages) page.messenger.timeline.open(id)
    await eventually('both are there', () =>
      pages.every((page) => page.timeline(id)?.status === 'ready'),
    )
    const sights = pages.map((page) => watchScreen(page, id))
    const bodies = Array.from({ length: EACH }, (_, n) => `message ${n + 1}`)
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
    for (const count of KILLS) {
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
