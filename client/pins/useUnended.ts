import { useEffect, useState } from 'react'
import type { Message } from '../../wire/messages.ts'
import { useMessengerState } from '../messenger/context.ts'

/** The longest time that a browser's timer takes. */
const LONGEST_MS = 2 ** 31 - 1

const endOf = ({ expires_at }: Message) => (expires_at ? Date.parse(expires_at) : Infinity)

/** The messages without those that have reached their ends. The time is the server's, as in the timeline. */
export function useUnended(messages: readonly Message[]): Message[] {
  const serverClock = useMessengerState((state) => state.serverClock)
  const [lookedAt, setLookedAt] = useState(() => performance.now())
  const now = lookedAt + serverClock
  const unended = messages.filter((message) => endOf(message) > now)
  const next = Math.min(...unended.map(endOf))
  useEffect(() => {
    if (next === Infinity) return
    const left = next - (performance.now() + serverClock)
    const timer = setTimeout(() => setLookedAt(performance.now()), Math.min(left, LONGEST_MS))
    return () => clearTimeout(timer)
  }, [next, serverClock, lookedAt])
  return unended
}
