import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import {
  holdPlace,
  landingIn,
  placeAt,
  placeOf,
  rowOf,
  viewOf,
  type ScrollPlace,
} from './scroll-place.ts'

interface KeeperOptions {
  /** Changes whenever rows do. */
  rows: unknown
  /** The first real page is there: from now on the place is the reader's. */
  ready: boolean
  /** What is loaded ends before the conversation does. */
  partial?: boolean
}

/**
 * Keeps the reader where they are. Opening lands on the first unread; someone at the end is taken along; for anybody
 * else the row they look at stays still, whatever is added above or below.
 */
export function useScrollKeeper({ rows, ready, partial = false }: KeeperOptions) {
  const box = useRef<HTMLDivElement>(null)
  const place = useRef<ScrollPlace>({ kind: 'landing' })
  const [view, setView] = useState({ away: false, endVisible: false })

  const look = useCallback(() => {
    if (!box.current) return
    const next = viewOf(box.current, partial)
    setView((now) => (now.away === next.away && now.endVisible === next.endVisible ? now : next))
  }, [partial])

  const hold = useCallback(() => {
    if (box.current) holdPlace(box.current, place.current)
    look()
  }, [look])

  const note = useCallback(() => {
    if (box.current) place.current = placeOf(box.current, partial)
    look()
  }, [look, partial])

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
    /** Goes to the row of a message; null when it is not among the rows. */
    toRow: useCallback(
      (seq: number) => {
        const row = box.current && rowOf(box.current, seq)
        if (!box.current || !row) return null
        place.current = placeAt(box.current, row)
        hold()
        return row
      },
      [hold],
    ),
    toFirstUnread: useCallback(() => {
      if (!box.current || !landingIn(box.current)) return false
      holdPlace(box.current, { kind: 'landing' })
      note()
      return true
    }, [note]),
  }
}

export type ScrollKeeper = ReturnType<typeof useScrollKeeper>
