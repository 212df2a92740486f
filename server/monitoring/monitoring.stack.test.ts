import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { monitoring, type Monitoring } from '../../wire/monitoring/monitoring.ts'
import { ask, TestBrowser } from '../../testing/browser.ts'
import { openPair, post, send, type TestPair } from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { buildApp } from '../app.ts'
import { readConfig } from '../config.ts'
import type { App } from '../http/types.ts'
import { freePort } from '../../supabase/local/cluster/free-port.ts'

let relay: TestRelay
let second: App
let secondUrl: string
let admin: TestPerson
let pair: TestPair
/** The sampler of each relay. */
const samplers: (() => Promise<void>)[] = []
const byHand = {
  repeat(milliseconds: number, task: () => Promise<void>) {
    if (milliseconds === 10_000) samplers.push(task)
    return () => undefined
  },
}

beforeAll(async () => {
  relay = await openTestRelay({}, undefined, byHand)
  const port = await freePort()
  secondUrl = `http://127.0.0.1:${port}`
  second = await buildApp(
    readConfig({ ...relay.env, PORT: String(port), PUBLIC_URL: secondUrl }),
    byHand,
  )
  await second.listen({ port, host: '127.0.0.1' })
  admin = await relay.person('Root')
  await relay.sql`update profiles set role = 'admin' where id = ${admin.id}`
  pair = await openPair(relay)
})
afterAll(async () => {
  await second.close()
  await relay.close()
})

const sample = () => Promise.all(samplers.map((take) => take()))
async function look(window = '15m'): Promise<Monitoring> {
  const answer = await admin.browser.call('GET', `/api/admin/monitoring?window=${window}`)
  expect(answer.status).toBe(200)
  return monitoring.parse(answer.body)
}

test('only an administrator sees it', async () => {
  const path = '/api/admin/monitoring'
  expect(await pair.ada.browser.call('GET', path)).toMatchObject({
    status: 403,
    body: { error: { code: 'forbidden' } },
  })
  expect((await relay.browser().call('GET', path)).status).toBe(401)
  const claims = { user_metadata: { role: 'admin' }, app_metadata: { role: 'admin' } }
  await relay.sql`
    update auth.users set raw_user_meta_data = ${JSON.stringify(claims)}::text::jsonb where id = ${pair.ada.id}`
  expect((await pair.ada.browser.call('GET', path)).status).toBe(403)
  await relay.sql`update profiles set role = 'moderator' where id = ${pair.ada.id}`
  expect((await pair.ada.browser.call('GET', path)).status).toBe(403)
  expect((await admin.browser.call('GET', `${path}?window=2y`)).status).toBe(400)
})

describe('what two relays counted', () => {
  test('is added, by time and by person', async () => {
    await sample()
    const before = await look()
    const there = new TestBrowser(secondUrl)
    expect((await there.bridge(pair.ada.session.access_token)).status).toBe(200)
    const [adas, bens] = [
      (await pair.ada.browser.connect()).socket,
      (await pair.ben.browser.connect()).socket,
    ]
    const { socket: thirds } = await there.connect()
    await post(pair.ben, pair.id, 'one')
    await send(thirds, pair.id, 'two')
    await ask(adas, 'message:delivered', { conversation_id: pair.id, seq: 2 })
    bens.disconnect()
    await eventually('the relay has seen it close', async () => {
      const text = await (await fetch(`${relay.url}/metrics`)).text()
      return text.includes('parley_sockets_closed_total{reason="client namespace disconnect"} 1')
    })
    await sample()

    const seen = await look()
    expect(seen).toMatchObject({ nodes: 2, sockets: 2, step_seconds: 15 })
    expect(seen.connections).toEqual([
      { person: expect.objectContaining({ id: pair.ada.id, display_name: 'Ada' }), sockets: 2 },
    ])
    expect(seen.closed).toEqual([{ reason: 'client namespace disconnect', count: 1 }])
    expect(seen.totals).toMatchObject({ opened: 3, closed: 1, sent: 2, repaired: 0 })
    expect(seen.totals.delivered - before.totals.delivered).toBe(1)
    expect(seen.totals.success_rate).toBe(1)
    expect(seen.totals.latency_p95).toBeGreaterThan(0)
    expect(seen.steps).toHaveLength(60)
    const sum = (name: 'sent' | 'opened') => seen.steps.reduce((all, step) => all + step[name], 0)
    expect([sum('sent'), sum('opened')]).toEqual([2, 3])
    expect(seen.steps.at(-1)!.sockets + seen.steps.at(-2)!.sockets).toBeGreaterThanOrEqual(2)
    for (const [window, steps] of [
      ['1h', 60],
      ['24h', 96],
    ] as const) {
      const longer = await look(window)
      expect(longer.steps).toHaveLength(steps)
      expect(longer.totals.sent).toBe(2)
    }
    for (const socket of [adas, thirds]) socket.disconnect()
  })

  test('is kept for a day, and names people only in the newest sample of a relay', async () => {
    const { sql } = relay
    await sql`update private.monitoring_samples set at = at - interval '2 days'`
    await sample()
    await sample()
    const rows = await sql<{ has_people: boolean }[]>`
      select connections is not null as has_people from private.monitoring_samples order by at`
    expect(rows.map(({ has_people }) => has_people)).toEqual([false, false, true, true])
  })

  test('is not lost when a sample cannot be stored', async () => {
    const { sql } = relay
    const { totals } = await look()
    await sql`alter table private.monitoring_samples rename to hidden`
    await post(pair.ben, pair.id, 'three')
    await sample()
    await sql`alter table private.hidden rename to monitoring_samples`
    await sample()
    expect((await look()).totals.sent - totals.sent).toBe(1)
  })
})
