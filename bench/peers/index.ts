import { socketio, ws } from './bare.ts'
import { ejabberd } from './ejabberd.ts'
import { naive } from './naive.ts'
import { parley, transaction } from './parley.ts'
import { twoRelays, twoRelaysWithRedis } from './two-relays.ts'
import type { Peer } from './peer.ts'

/** In the order of the tables. All others are compared with the first. */
export const peers: Record<string, Peer> = {
  parley,
  ejabberd,
  naive,
  socketio,
  ws,
  transaction,
  two: twoRelays,
  'two-redis': twoRelaysWithRedis,
}
