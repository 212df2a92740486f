import { useEffect, useState } from 'react'
import type { Messaging } from '../messenger/follow-session.ts'
import type { Messenger } from '../realtime/messenger.ts'
import { createChecks } from '../session/checks.ts'
import { useSession } from '../session/context.ts'
import { examine, unexamined, type Examination } from './steps.ts'

/** A person waits about this long before they think that nothing will happen. */
const PATIENCE_MS = 10_000

/** Resolves with the first value of `read` that is not null, or with null after a time limit. */
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

/** Runs the check at once. `again` runs it again. */
export function useExamination(messaging: Messaging) {
  const session = useSession()
  const [found, setFound] = useState<Examination>(unexamined)
  const [run, setRun] = useState(0)

  useEffect(() => {
    const stop = new AbortController()
    const patient = {
      checks: session.checks(createChecks),
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
