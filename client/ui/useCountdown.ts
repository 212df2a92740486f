import { useCallback, useState, useSyncExternalStore } from 'react'

const secondsTo = (moment: number | null) =>
  Math.max(0, Math.ceil(((moment ?? 0) - performance.now()) / 1000))

/**
 * The whole seconds until a moment of `performance.now()`, or 0 without one. After a sleep of the tab, the number is
 * right again.
 */
export function useSecondsLeft(until: number | null): number {
  const follow = useCallback(
    (tick: () => void) => {
      const timer = setInterval(() => {
        tick()
        if (secondsTo(until) === 0) clearInterval(timer)
      }, 1000)
      return () => clearInterval(timer)
    },
    [until],
  )
  return useSyncExternalStore(follow, () => secondsTo(until))
}

/** The whole seconds left. `restart` begins again. */
export function useCountdown(seconds: number): { left: number; restart: () => void } {
  const [end, setEnd] = useState(() => performance.now() + seconds * 1000)
  return {
    left: useSecondsLeft(end),
    restart: () => setEnd(performance.now() + seconds * 1000),
  }
}
