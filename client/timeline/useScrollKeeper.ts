import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { holdPlace, landingIn, placeOf, viewOf, type ScrollPlace } from './scroll-place.ts'

interface KeeperOptions {
  /** Changes whenever rows do. */
  rows: unknown
  /** The first real page is there: from now on the place is the reader's. */
  ready: boolean
}

/**
 * Keeps the reader where they are. Opening lands on the first unread; someone at the end is taken along; for anybody
 * else the row they look at stays still, whatever is added above or below.
 */
export function useScrollKeeper({ rows, ready }: KeeperOptions) {
  const box = useRef<HTMLDivElement>(null)
  const place = useRef<ScrollPlace>({ kind: 'landing' })
  const [view, setView] = useState({ away: false, endVisible: false })

  const look = useCallback(() => {
    if (!box.current) return
    const next = viewOf(box.current)
    setView((now) => (now.away === next.away && now.endVisible === next.endVisible ? now : next))
  }, [])

  const hold = useCallback(() => {
    if (box.current) holdPlace(box.current, place.current)
    look()
  }, [look])

  const note = useCallback(() => {
    if (box.current) place.current = placeOf(box.current)
    look()
  }, [look])

  useLayoutEffect(() => {
    hold()
    if (ready && place.current.kind === 'landing') note()
  }, [rows, ready, hold, note])

  // The composer grows, a keyboard opens, a window is resized.
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(hold)
    observer.observe(box.current)
    if (box.current.firstElementChild) observer.observe(box.current.firstElementChild)
    return () => observer.disconnect()
  }, [hold])

  return {
    box,
    ...view,
    onScroll: useCallback(() => {
      if (place.current.kind !== 'landing') note()
    }, [note]),
    /** A wheel, a finger or a key before the page is ready: from here on the place is the reader's. */
    onIntent: useCallback(() => {
      if (place.current.kind === 'landing') note()
    }, [note]),
    toEnd: useCallback(() => {
      place.current = { kind: 'end' }
      hold()
    }, [hold]),
    toFirstUnread: useCallback(() => {
      if (!box.current || !landingIn(box.current)) return
      holdPlace(box.current, { kind: 'landing' })
      note()
    }, [note]),
  }
}
