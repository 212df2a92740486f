import { openEngine, type EngineDialect } from './engine.ts'
import type { Network } from './network.ts'

/** The naive design and bare Socket.IO speak the same. */
const dialect: EngineDialect = {
  auth: (_address, person) => ({ person }),
  readyEvent: 'ready',
  messageEvent: 'message',
  payload: (_address, { kind, index }, body) => ({
    event: 'message',
    payload: { room: `${kind}:${index}`, body },
  }),
}

export const socketioNetwork: Network = {
  confirms: true,
  open: (address, person, listener) => openEngine(dialect, address, person, listener),
}
