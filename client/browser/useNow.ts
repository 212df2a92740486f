import { useEffect, useState } from 'react'

/**
 * The time, moving on every `interval` milliseconds. A tab that was hidden, frozen or asleep catches up when it is shown:
 * its timers stood still.
 */
export function useNow(interval: number): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const look = () => setNow(new Date())
    const timer = setInterval(look, interval)
    document.addEventListener('visibilitychange', look)
    window.addEventListener('focus', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('focus', look)
    }
  }, [interval])
  return now
}
