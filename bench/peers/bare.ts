import { fileURLToPath } from 'node:url'
import { freePort } from '../../supabase/local/cluster/free-port.ts'
import type { Address } from '../load/protocol.ts'
import type { Peer } from './peer.ts'
import { startProgram } from './program.ts'

/** A server of one file that needs nothing but a port. */
const bare = (title: string, kind: 'ws' | 'socketio', server: string): Peer => ({
  title,
  rows: ['pairs', 'group', 'reconnect'],
  usesDatabase: false,
  missing: () => null,
  async prepare(_ground, options) {
    const host = '127.0.0.1'
    const port = await freePort()
    const address: Address = { kind, host, port, keys: [], people: [], pairs: [], groups: [] }
    const args = ['--import', 'tsx', fileURLToPath(new URL(server, import.meta.url))]
    const env = { HOST: host, PORT: String(port) }
    return {
      start: async () => ({ ...(await startProgram(args, env, 'ready', options)), address }),
      close: async () => undefined,
    }
  },
})

export const socketio = bare('Socket.IO, no database', 'socketio', 'servers/socketio.ts')
export const ws = bare('raw ws, no database, one frame a message', 'ws', 'servers/ws.ts')
