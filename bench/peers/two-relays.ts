import { TestRedis } from '../../testing/redis.ts'
import { findProgram } from '../../testing/supabase-cli/run.ts'
import type { Peer } from './peer.ts'
import { openParley } from './parley-relay.ts'
import { insertParley } from './parley-database.ts'

/** Two relays on one database. People are spread over both. */
const two = (title: string, database: string, usesRedis: boolean): Peer => ({
  title,
  rows: ['nodes-pairs', 'nodes-group', 'nodes-group-busy'],
  usesDatabase: true,
  missing: () =>
    usesRedis && findProgram('redis-server') === null ? 'redis-server is not installed' : null,
  async prepare(ground, options) {
    const inserted = await insertParley(ground, database)
    const redis = usesRedis ? await TestRedis.open() : null
    const relay = await openParley(inserted, { ...options, relays: 2, redis })
    const { people, signIns } = ground.crowd
    const everybody = people.map((userId, n) => ({ userId, id: signIns[n]! }))
    const { cookies } = await relay.bridge(everybody, [])
    return {
      start: () => relay.start(cookies),
      async close() {
        await relay.close()
        await redis?.close()
      },
    }
  },
})

export const twoRelays = two('two relays, through the database', 'bench_two', false)
export const twoRelaysWithRedis = two('two relays, through Redis', 'bench_two_redis', true)
