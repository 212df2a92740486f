import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { Messenger } from '../realtime/messenger.ts'
import type { MessengerState } from '../realtime/store/messenger-state.ts'

export const MessengerContext = createContext<Messenger | null>(null)

export function useMessenger(): Messenger {
  const messenger = useContext(MessengerContext)
  if (!messenger) throw new Error('useMessenger needs a MessengerContext above it')
  return messenger
}

/**
 * One part of the state. `select` has to return something that is the same object as long as nothing changed: a
 * component is drawn again only when its own part did.
 */
export function useMessengerState<T>(select: (state: MessengerState) => T): T {
  const messenger = useMessenger()
  return useSyncExternalStore(
    useCallback((listener) => messenger.subscribe(listener), [messenger]),
    () => select(messenger.getState()),
  )
}
