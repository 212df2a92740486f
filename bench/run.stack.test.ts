import { expect, test } from 'vitest'
import { openGround } from './ground.ts'
import { parley } from './peers/parley.ts'
import { measureTraffic } from './load/measure-traffic.ts'

test('the load signs in, connects, writes, and finds every message again', async () => {
  const ground = await openGround(4)
  try {
    const ready = await parley.prepare(ground, { profileTo: null })
    const { pid, address, stop } = await ready.start()
    const found = await measureTraffic({
      kind: 'traffic',
      address,
      scene: { kind: 'pairs', count: 2 },
      pids: [pid, ground.cluster.pid],
      warmMilliseconds: 100,
      measureMilliseconds: 500,
      rate: 100,
    })
    await stop()
    await ready.close()
    expect(found.perSecond).toBeGreaterThan(0)
    expect(found.deliveriesPerSecond).toBeGreaterThan(0)
    expect(found.latency?.p50).toBeGreaterThan(0)
  } finally {
    await ground.close()
  }
})
