import type { Peer } from './peer.ts'
import { openParley } from './parley-relay.ts'
import { insertParley } from './parley-database.ts'
import { runTask } from '../load/run-task.ts'

/** The relay as it is shipped, with all its limits for people. Only the limit of the one address is raised. */
export const parley: Peer = {
  title: 'Parley',
  rows: ['pairs', 'group', 'reconnect', 'bridge', 'nodes-pairs', 'nodes-group', 'nodes-group-busy'],
  usesDatabase: true,
  missing: () => null,
  async prepare(ground, options) {
    const database = await insertParley(ground, 'bench_parley')
    const relay = await openParley(database, options)
    const { people, signIns } = ground.crowd
    const everybody = people.map((userId, n) => ({ userId, id: signIns[n]! }))
    const { cookies } = await relay.bridge(everybody, [])
    return {
      start: () => relay.start(cookies),
      async signIn(count) {
        const fresh = await database.signInAfresh(count)
        return relay.bridge(fresh, [ground.cluster.pid])
      },
      close: relay.close,
    }
  },
}

/** The floor under the bridge: the rows that a sign-in must write, in one transaction, and nothing else. */
export const transaction: Peer = {
  title: 'the bare transaction',
  rows: ['bridge'],
  usesDatabase: true,
  missing: () => null,
  async prepare(ground) {
    const database = await insertParley(ground, 'bench_transaction')
    return {
      start: () => Promise.reject(new Error('it only writes')),
      async signIn(count) {
        return runTask({
          kind: 'transaction',
          databaseUrl: database.url,
          signIns: await database.signInAfresh(count),
          connections: 4,
          pids: [ground.cluster.pid],
        })
      },
      close: async () => undefined,
    }
  },
}
