import { fileURLToPath } from 'node:url'
import jwt from 'jsonwebtoken'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import { SUPERUSER } from '../../supabase/local/cluster/initialise.ts'
import type { Address } from '../load/protocol.ts'
import type { Peer } from './peer.ts'
import { startProgram } from './program.ts'

const SERVER = fileURLToPath(new URL('servers/naive.ts', import.meta.url))
const DATABASE = 'bench_naive'
const SECRET = 'a secret of the measurements and of nobody else'

/** What somebody writes in an afternoon: Socket.IO, a JWT in a cookie, one INSERT, then emit. */
export const naive: Peer = {
  title: 'naive: one INSERT, then emit',
  usesDatabase: true,
  rows: ['pairs', 'group', 'reconnect'],
  missing: () => null,
  async prepare(ground, options) {
    await ground.createDatabase(DATABASE)
    const port = await freePort()
    const host = '127.0.0.1'
    const keys = ground.crowd.people.map((_, n) => `token=${jwt.sign({ person: n }, SECRET)}`)
    const address: Address = { kind: 'naive', host, port, keys, people: [], pairs: [], groups: [] }
    const env = {
      HOST: host,
      PORT: String(port),
      SECRET,
      PEOPLE: String(keys.length),
      DATABASE_URL: ground.cluster.url(SUPERUSER, DATABASE),
    }
    return {
      async start() {
        const program = await startProgram(['--import', 'tsx', SERVER], env, 'ready', options)
        return { ...program, address }
      },
      close: async () => undefined,
    }
  },
}
