import postgres from 'postgres'
import { expect, onTestFinished, test } from 'vitest'
import { openTestDatabase } from '../testing/database.ts'
import { insertCrowd, makeCrowd } from './crowd.ts'
import { measureBridge } from './load/bridge.ts'
import { measureTraffic } from './load/measure-traffic.ts'
import { openParley } from './peers/parley-relay.ts'

test('the load signs in, connects, writes, and finds every message again', async () => {
  const database = await openTestDatabase()
  const crowd = makeCrowd(4)
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  await insertCrowd(sql, crowd)
  const relay = await openParley({ ...database, crowd }, { profileTo: null })
  const { pid, address, stop } = await relay.start([])
  onTestFinished(async () => {
    await Promise.all([stop(), relay.close(), sql.end()])
    await database.drop()
  })
  const signIns = crowd.people.map((userId, n) => ({ userId, id: crowd.signIns[n]! }))
  const { cookies } = await measureBridge({
    kind: 'bridge',
    address,
    tokens: relay.tokensOf(signIns),
    atOnce: 4,
    pids: [],
  })
  const found = await measureTraffic({
    kind: 'traffic',
    address: { ...address, keys: cookies },
    scene: { kind: 'pairs', count: 2 },
    pids: [pid],
    warmMilliseconds: 50,
    measureMilliseconds: 400,
    rate: 100,
  })
  const [stored] = await sql<[{ count: number }]>`select count(*)::int from messages`
  expect(found.perSecond).toBeGreaterThan(0)
  expect(found.perCpuSecond).toBeGreaterThan(0)
  expect(found.latency?.p50).toBeGreaterThan(0)
  expect(stored.count).toBeGreaterThan(found.perSecond * 0.4)
})
