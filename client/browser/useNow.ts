import { useEffect, useState } from 'react'

/**
 * The time, moving on every `interval` milliseconds. A tab that was hidden or frozen catches up when it is shown: its timers
 * stood still.
 */
export function useNow(interval: number): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const look = () => setNow(new Date())
    const timer = setInterval(look, interval)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [interval])
  return now
}
