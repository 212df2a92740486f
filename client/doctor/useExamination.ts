import { useEffect, useState } from 'react'
import type { Messaging } from '../messenger/follow-session.ts'
import type { Messenger } from '../realtime/messenger.ts'
import { useSession } from '../session/context.ts'
import { examine, unexamined, type Examination } from './steps.ts'

/** As long as a person waits before they believe that nothing comes. */
const PATIENCE_MS = 10_000

/** Resolves with what `read` gives as soon as that is something, or with null when it takes too long. */
function until<T>(
  read: () => T | null,
  subscribe: (listener: () => void) => () => void,
): Promise<T | null> {
  return new Promise((resolve) => {
    const end = (value: T | null) => {
      unsubscribe()
      clearTimeout(timer)
      resolve(value)
    }
    const look = () => {
      const value = read()
      if (value !== null) end(value)
    }
    const timer = setTimeout(() => end(null), PATIENCE_MS)
    const unsubscribe = subscribe(look)
    look()
  })
}

/** Begins by itself; `again` begins anew. */
export function useExamination(messaging: Messaging) {
  const session = useSession()
  const [found, setFound] = useState<Examination>(unexamined)
  const [run, setRun] = useState(0)

  useEffect(() => {
    const stop = new AbortController()
    const patient = {
      checks: session.checks,
      messenger: () =>
        until<Messenger>(() => {
          const state = messaging.getState()
          return state.kind === 'open' ? state.messenger : null
        }, messaging.subscribe),
      online: async (messenger: Messenger) =>
        (await until(
          () => messenger.getState().connection.kind === 'online' || null,
          (listener) => messenger.subscribe(listener),
        )) ?? false,
      now: () => performance.now(),
    }
    void session.start().then(() => examine(patient, setFound, stop.signal))
    return () => stop.abort()
  }, [session, messaging, run])

  return { found, again: () => setRun((count) => count + 1) }
}
