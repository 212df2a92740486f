import { useEffect, useState, type RefObject } from 'react'
import { lastVisible } from '../scrolling/scroll-place.ts'

/**
 * The seq of the newest message that has been on the screen; what came before it has been there or was passed over.
 * Looked for whenever somebody scrolls and rows or room are added, but not on the way to a place.
 */
export function useSeen(
  box: RefObject<HTMLElement | null>,
  readUpTo: number,
  moving: boolean,
): number {
  const [seen, setSeen] = useState(readUpTo)
  useEffect(() => {
    const log = box.current
    if (!log || moving) return
    const look = () => {
      const shown = lastVisible(log)
      setSeen((now) => Math.max(now, shown))
    }
    // It tells of what it observes for the first time, too.
    const observer = new ResizeObserver(look)
    observer.observe(log)
    if (log.firstElementChild) observer.observe(log.firstElementChild)
    log.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      log.removeEventListener('scroll', look)
    }
  }, [box, moving])
  return seen
}
