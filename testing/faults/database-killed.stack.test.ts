import { afterEach, expect, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { openInstallation, type Installation, type Opened } from '../nodes/installation.ts'
import { KillableDatabase } from './killable-database.ts'
import { openTalk, type Talk } from './talk.ts'

let installation: Opened
let talk: Talk | undefined
afterEach(async () => {
  await talk?.close()
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
    talk = await openTalk(relay, network, each)
    const { id, pages } = talk
    await talk.write()

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
    const stored = await talk.expectWhole()
    const places = new Map(stored.map(({ client_id, seq }) => [client_id, seq]))
    for (const [clientId, seq] of acknowledged) expect(places.get(clientId)).toBe(seq)
  },
)
