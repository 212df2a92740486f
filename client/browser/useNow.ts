import { useEffect, useState } from 'react'

/** The time, moving on every `interval` milliseconds. A hidden tab catches up when it is shown. */
export function useNow(interval: number): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), interval)
    return () => clearInterval(timer)
  }, [interval])
  return now
}
