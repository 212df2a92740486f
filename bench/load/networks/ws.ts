import { openLeanSocket } from '../web-socket.ts'
import type { Network } from './network.ts'

/** Frames are text: `<kind>:<index> <body>`. The peer says "ready" when the person is in. It confirms nothing. */
export const wsNetwork: Network = {
  confirms: false,
  open: (address, person, listener) =>
    new Promise((resolve, reject) => {
      let isReady = false
      const socket = openLeanSocket({
        ...address,
        path: `/?person=${person}`,
        headers: {},
        onOpen: () => undefined,
        onText(text) {
          if (isReady) return listener.onMessages(text)
          isReady = true
          resolve({
            send: ({ kind, index }, _number, body) => socket.send(`${kind}:${index} ${body}`),
            close: () => socket.close(),
          })
        },
        onClose: () => reject(new Error('the connection closed')),
      })
    }),
}
