import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { SessionController, SessionState } from './model.ts'

export const SessionContext = createContext<SessionController | null>(null)

export function useSession(): SessionController {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession needs a SessionContext above it')
  return session
}

export function useSessionState(): SessionState {
  const session = useSession()
  return useSyncExternalStore(
    useCallback((listener) => session.subscribe(listener), [session]),
    () => session.getState(),
  )
}
