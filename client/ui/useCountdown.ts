import { useEffect, useState } from 'react'

/** Whole seconds left; `restart` begins again. Counts by the clock, so a sleeping tab does not fall behind. */
export function useCountdown(seconds: number): { left: number; restart: () => void } {
  const [end, setEnd] = useState(() => performance.now() + seconds * 1000)
  const [now, setNow] = useState(() => performance.now())
  const left = Math.max(0, Math.ceil((end - now) / 1000))

  useEffect(() => {
    if (left === 0) return
    const timer = setTimeout(() => setNow(performance.now()), 1000)
    return () => clearTimeout(timer)
  }, [left, now])

  return {
    left,
    restart() {
      setNow(performance.now())
      setEnd(performance.now() + seconds * 1000)
    },
  }
}
