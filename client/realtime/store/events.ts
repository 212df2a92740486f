import type { Message } from '../../../wire/messages.ts'
import type { Push } from '../../../wire/socket.ts'

/** Something that can happen. Its listeners are called in the order in which they subscribed. */
export interface Happening<T = void> {
  emit(payload: T): void
  /** Returns the function that ends the subscription. */
  subscribe(listener: (payload: T) => void): () => void
}

/** The events that the store emits to the modules of the core. Each module subscribes in its own file. */
export interface StoreEvents {
  /** The model holds what this browser stored. The server was not asked yet. */
  restored: Happening
  connected: Happening<Push<'connection:established'>>
  disconnected: Happening
  /** The first sync of a connection is over, whether it succeeded or not. The outbox may send. */
  caughtUp: Happening
  /** The logs are as new as the server's. The screens have drawn them by now. */
  synced: Happening
  /** The server knows of changes that are not in the logs. */
  syncRequested: Happening
  /** The logs of these conversations changed. */
  logsChanged: Happening<Iterable<string>>
  /** Some log changed, also by a page, a receipt or a setting. It is emitted at each change. */
  logReplaced: Happening
  /** The logs of these conversations are gone. */
  logsRemoved: Happening<readonly string[]>
  /** This conversation was gone, and has a log again: the person was let back in. */
  logReturned: Happening<string>
  /** The server replaced these logs. Any message loaded outside of them may be outdated. */
  logsReset: Happening<readonly string[]>
  /** Messages in their present state came in, in any order, once or more often. */
  messagesReceived: Happening<readonly Message[]>
  /** A sync brought these messages of a conversation whose log ended with `lastSeq` before. */
  messagesMissed: Happening<{ lastSeq: number; messages: readonly Message[] }>
  /** The person opened a conversation. */
  conversationOpened: Happening<string>
  /** The browser closed or deleted the database. It opens again at the next use. */
  databaseLost: Happening
  /** The messenger stops for good. `forget`: store nothing more of the person. */
  stopped: Happening<{ forget: boolean }>
}

function createHappening<T = void>(): Happening<T> {
  const listeners = new Set<(payload: T) => void>()
  return {
    emit(payload) {
      for (const listener of listeners) listener(payload)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const createStoreEvents = (): StoreEvents => ({
  restored: createHappening(),
  connected: createHappening(),
  disconnected: createHappening(),
  caughtUp: createHappening(),
  synced: createHappening(),
  syncRequested: createHappening(),
  logsChanged: createHappening(),
  logReplaced: createHappening(),
  logsRemoved: createHappening(),
  logReturned: createHappening(),
  logsReset: createHappening(),
  messagesReceived: createHappening(),
  messagesMissed: createHappening(),
  conversationOpened: createHappening(),
  databaseLost: createHappening(),
  stopped: createHappening(),
})
