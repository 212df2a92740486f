import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPair, startDirect } from '../conversations.ts'
import { eventually } from '../eventually.ts'
import { canOpen, installations, openInstallation, type Opened } from '../nodes/installation.ts'
import type { FaultyNetwork } from './network.ts'
import { openPage, type TestPage } from './page.ts'
import { seeded } from './random.ts'
import { converge, storedMessages, watchScreen } from './screens.ts'

const MESSAGES = 100
const stormy = { drop: 0.03, duplicate: 0.2, reorder: 0.25, delay: 30 }

let installation: Opened
let network: FaultyNetwork
let pages: TestPage[]
beforeEach(() => {
  pages = []
})
afterEach(async () => {
  network.heal()
  await Promise.all(pages.map((page) => page.close()))
  await installation.close()
})

async function open(...[person, ids]: [Parameters<typeof openPage>[0], string[]]) {
  const page = await openPage(person, network)
  pages.push(page)
  for (const id of ids) page.messenger.timeline.open(id)
  await eventually('all is on the screen', () =>
    ids.every((id) => page.timeline(id)?.status === 'ready'),
  )
  return page
}

/**
 * Three people, one of them with two tabs, in two conversations. Every message, receipt and answer may be lost,
 * doubled, late or reordered, and sometimes all connections break. Every message must be stored once, in the order of
 * writing, and appear on every screen.
 */
const seeds = { 'one relay': 1, 'three relays': 7, 'three relays with Redis': 42 }
test.each(installations.filter(canOpen))(
  'all screens agree in the end, whatever the network does: %s',
  { timeout: 60_000 },
  async (way) => {
    const seed = seeds[way]
    const random = seeded(seed)
    installation = await openInstallation(way, { seed })
    const { relay } = installation
    network = installation.network
    const { ada, ben, id: first } = await openPair(relay)
    const cleo = await relay.person('Cleo')
    const { id: second } = await startDirect(ada, cleo)
    const writers = [
      { page: await open(ada, [first, second]), of: ada, ids: [first, second] },
      { page: await open(ben, [first]), of: ben, ids: [first] },
      { page: await open(cleo, [second]), of: cleo, ids: [second] },
    ]
    const bensTab = await open(ben, [first])
    const sights = [...writers.map(({ page }) => page), bensTab].flatMap((page) => [
      watchScreen(page, first),
      watchScreen(page, second),
    ])

    network.misfortune = stormy
    const written = new Map<string, string[]>()
    for (let n = 1; n <= MESSAGES; n++) {
      const { page, of, ids } = writers[Math.floor(random() * writers.length)]!
      const id = ids[Math.floor(random() * ids.length)]!
      const key = `${id} ${of.id}`
      written.set(key, [...(written.get(key) ?? []), `message ${n}`])
      await page.messenger.outbox.send(id, `message ${n}`)
      if (random() < 0.3) page.messenger.timeline.markRead(id, page.shown(id).at(-1)?.seq ?? 0)
      if (random() < 0.03) network.cut()
      await new Promise((pause) => setTimeout(pause, random() * 10))
    }
    await eventually(
      'the storm has done its work',
      async () => {
        const stored = await relay.sql`
          select from messages where conversation_id in (${first}, ${second})`
        return stored.length >= MESSAGES / 2 && Math.min(...Object.values(network.toll)) >= 3
      },
      40_000,
    )
    network.heal()

    await converge(relay.sql, [writers[0]!.page, writers[1]!.page, bensTab], first)
    await converge(relay.sql, [writers[0]!.page, writers[2]!.page], second)
    for (const [key, bodies] of written) {
      const [id, sender] = key.split(' ') as [string, string]
      const stored = await storedMessages(relay.sql, id)
      expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, at) => at + 1))
      const theirs = stored.filter(({ sender_id }) => sender_id === sender)
      expect(theirs.map(({ body }) => body)).toEqual(bodies)
    }
    expect(sights.flat()).toEqual([])
  },
)
