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
 * A value of the state. `select` has to return the same object for as long as nothing changed: a component is drawn
 * again only when its own value changed. For one conversation, thread or person take the hooks below: they do nothing
 * when something else changes.
 */
export function useMessengerState<T>(select: (state: MessengerState) => T): T {
  const messenger = useMessenger()
  return useSyncExternalStore(
    useCallback((listener) => messenger.subscribe(listener), [messenger]),
    () => select(messenger.getState()),
  )
}

function useKeyed<T>(id: string, read: (messenger: Messenger) => T): T {
  const messenger = useMessenger()
  return useSyncExternalStore(
    useCallback((listener) => messenger.subscribe(listener, id), [messenger, id]),
    () => read(messenger),
  )
}

export const useConversation = (id: string) =>
  useKeyed(id, ({ conversations }) => conversations.get(id))

/** It is there in the first drawing of a conversation that was open before, before anything opens it. */
export const useTimeline = (conversationId: string) =>
  useKeyed(
    conversationId,
    ({ getState, timeline }) =>
      getState().timelines[conversationId] ?? timeline.beforeOpening(conversationId),
  )

export const useThread = (rootId: string) =>
  useKeyed(rootId, ({ getState }) => getState().threads[rootId])

export const useTypists = (conversationId: string) =>
  useKeyed(conversationId, ({ getState }) => getState().typing[conversationId])

export const usePresence = (userId: string) =>
  useKeyed(userId, ({ getState }) => getState().presence[userId])
