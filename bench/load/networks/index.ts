import type { Address } from '../protocol.ts'
import type { Network } from './network.ts'
import { parleyNetwork } from './parley.ts'
import { socketioNetwork } from './socketio.ts'
import { wsNetwork } from './ws.ts'
import { xmppNetwork } from './xmpp.ts'

export const networks: Record<Address['kind'], Network> = {
  parley: parleyNetwork,
  naive: socketioNetwork,
  socketio: socketioNetwork,
  ws: wsNetwork,
  xmpp: xmppNetwork,
}
