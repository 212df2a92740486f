import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Correspondent } from '../../testing/correspondent.ts'
import { RelayProcess } from '../../testing/relay-process.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import type { Conversation } from '../../wire/conversations.ts'

const MESSAGES = 1_000
const KILLS = 5

let relay: TestRelay
let process: RelayProcess
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(async () => {
  await process.kill()
  await relay.close()
})

test(
  `${MESSAGES} messages between two people while the relay is killed ${KILLS} times`,
  { timeout: 120_000 },
  async () => {
    const [ada, ben] = [await relay.person('Ada'), await relay.person('Ben')]
    const made = await ada.browser.call('POST', '/api/conversations', {
      body: { kind: 'DIRECT', participant_ids: [ben.id] },
    })
    const conversation = made.body as Conversation
    // From here on the relay runs in a process of its own, with the same port, database and secrets.
    await relay.app.close()
    process = new RelayProcess(relay.env)
    await process.start()

    let acknowledged = 0
    let killed = 0
    let restarting = Promise.resolve()
    const onAck = () => {
      acknowledged += 1
      if (killed < KILLS && acknowledged >= ((killed + 1) * MESSAGES) / (KILLS + 1)) {
        killed += 1
        restarting = restarting.then(() => process.kill()).then(() => process.start())
      }
    }
    const bodies = (name: string) =>
      Array.from({ length: MESSAGES / 2 }, (_, n) => `${name} ${n + 1}`)
    const sides = [
      new Correspondent(ada, conversation, bodies('Ada'), onAck),
      new Correspondent(ben, conversation, bodies('Ben'), onAck),
    ]
    for (const side of sides) side.start()
    await vi.waitUntil(() => sides.every((side) => side.isDone), { timeout: 100_000, interval: 20 })
    await restarting
    await vi.waitFor(async () => Promise.all(sides.map((side) => side.sync())), { timeout: 10_000 })

    const stored = await relay.sql<{ id: string; seq: number; client_id: string; body: string }[]>`
    select id, seq::int, client_id, body from messages where conversation_id = ${conversation.id} order by seq`
    const acks = sides.flatMap((side) => [...side.acknowledged])
    const lost = acks.filter(
      ([clientId, { id }]) => !stored.some((row) => row.client_id === clientId && row.id === id),
    )
    const doubled = stored.length - new Set(stored.map((row) => row.client_id)).size
    console.log(
      `${acks.length} acknowledged, ${stored.length} stored, ${lost.length} lost, ${doubled} doubled, ` +
        `${killed} kills; ${sides.map((side) => side.messages.length).join(' and ')} shown`,
    )

    expect(killed).toBe(KILLS)
    expect(acks).toHaveLength(MESSAGES)
    expect(lost).toEqual([])
    expect(stored.map((row) => row.seq)).toEqual(Array.from({ length: MESSAGES }, (_, n) => n + 1))
    for (const name of ['Ada', 'Ben']) {
      const written = stored.filter((row) => row.body.startsWith(name)).map((row) => row.body)
      expect(written).toEqual(bodies(name))
    }
    for (const side of sides) {
      expect(side.messages.map(({ id, seq, body }) => ({ id, seq, body }))).toEqual(
        stored.map(({ id, seq, body }) => ({ id, seq, body })),
      )
    }
    for (const side of sides) side.stop()
  },
)
