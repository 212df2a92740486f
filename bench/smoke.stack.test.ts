import postgres from 'postgres'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../testing/database.ts'
import { insertCrowd, makeCrowd } from './crowd.ts'
import { measureTraffic } from './load/measure-traffic.ts'
import { openParley } from './peers/parley-relay.ts'

test('the load signs in, connects, writes, and finds every message again', async () => {
  const database = await openTestDatabase()
  const crowd = makeCrowd(4)
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  await insertCrowd(sql, crowd)
  const relay = await openParley({ ...database, crowd }, { profileTo: null })
  const { cookies } = await relay.bridge(
    crowd.people.map((userId, n) => ({ userId, id: crowd.signIns[n]! })),
    [],
  )
  const { pid, address, stop } = await relay.start(cookies)
  const found = await measureTraffic({
    kind: 'traffic',
    address,
    scene: { kind: 'pairs', count: 2 },
    pids: [pid],
    warmMilliseconds: 50,
    measureMilliseconds: 400,
    rate: 100,
  })
  const [stored] = await sql<[{ count: number }]>`select count(*)::int from messages`
  await Promise.all([stop(), relay.close(), sql.end()])
  await database.drop()
  expect(found.perSecond).toBeGreaterThan(0)
  expect(found.perCpuSecond).toBeGreaterThan(0)
  expect(found.latency?.p50).toBeGreaterThan(0)
  expect(stored.count).toBeGreaterThan(found.perSecond * 0.4)
})
