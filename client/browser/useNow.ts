import { useEffect, useState } from 'react'

/**
 * The time, read again every `interval` milliseconds. The timers of a hidden or frozen tab stand still, so the time is
 * also read when the tab is shown.
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
