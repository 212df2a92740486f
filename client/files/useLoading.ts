import { useCallback, useEffect, useRef, useState } from 'react'
import { useMessengerState } from '../messenger/context.ts'

/**
 * Whether the bytes of a file could not be loaded. They are loaded again when somebody asks, and by themselves when the
 * connection comes back. `tries` counts, so that an element with this key loads anew.
 */
export function useLoading() {
  const [isBroken, setIsBroken] = useState(false)
  const [tries, setTries] = useState(0)
  const isOnline = useMessengerState(({ connection }) => connection.kind === 'online')
  const wasOnline = useRef(isOnline)
  const retry = useCallback(() => {
    setIsBroken(false)
    setTries((count) => count + 1)
  }, [])
  const fail = useCallback(() => setIsBroken(true), [])
  useEffect(() => {
    const isBack = isOnline && !wasOnline.current
    wasOnline.current = isOnline
    if (isBack && isBroken) retry()
  }, [isOnline, isBroken, retry])
  return { isBroken, tries, fail, retry }
}
