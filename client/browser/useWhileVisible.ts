import { useEffect } from 'react'

/**
 * Calls `look` at once, then again and again while the tab is visible. Without `everyMilliseconds` it calls `look` once,
 * visible or not. `look` must stay the same function.
 */
export function useWhileVisible(look: () => void, everyMilliseconds: number | null): void {
  useEffect(() => {
    if (everyMilliseconds === null) return look()
    const lookIfVisible = () => {
      if (document.visibilityState === 'visible') look()
    }
    lookIfVisible()
    const timer = setInterval(lookIfVisible, everyMilliseconds)
    document.addEventListener('visibilitychange', lookIfVisible)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', lookIfVisible)
    }
  }, [look, everyMilliseconds])
}
