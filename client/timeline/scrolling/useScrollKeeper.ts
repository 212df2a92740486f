import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import {
  keepInView,
  keepPlace,
  landingIn,
  placeAt,
  placeOf,
  rowOf,
  viewOf,
  type ScrollPlace,
} from './scroll-place.ts'

interface KeeperOptions {
  /** Changes whenever the rows do. */
  rows: unknown
  /** The first page has loaded. From then on only the reader moves the place. */
  ready: boolean
  /** The conversation has newer messages that are not loaded. */
  partial?: boolean
  /** What arrives is not seen, and some of it is unread. The end is followed only as long as that stays visible. */
  staysForUnread?: boolean
}

/**
 * Keeps the reader's place. Opening lands on the first unread message. At the end, the reader follows new
 * messages. Elsewhere the first visible row stays still, whatever is added.
 */
export function useScrollKeeper({
  rows,
  ready,
  partial = false,
  staysForUnread = false,
}: KeeperOptions) {
  const box = useRef<HTMLDivElement>(null)
  const place = useRef<ScrollPlace>({ kind: 'landing' })
  const [hasMoved, setHasMoved] = useState(false)
  const [view, setView] = useState({ away: false, endVisible: false })

  const look = useCallback(() => {
    if (!box.current) return
    const next = viewOf(box.current, partial)
    setView((now) => (now.away === next.away && now.endVisible === next.endVisible ? now : next))
  }, [partial])

  const notePlace = useCallback(() => {
    if (box.current) place.current = placeOf(box.current, partial)
    look()
  }, [look, partial])

  const keep = useCallback(() => {
    if (!box.current) return
    if (staysForUnread && place.current.kind === 'end') {
      keepInView(box.current)
      notePlace()
    } else {
      keepPlace(box.current, place.current)
      look()
    }
  }, [look, notePlace, staysForUnread])

  useLayoutEffect(() => {
    keep()
    if (ready && place.current.kind === 'landing') notePlace()
  }, [rows, ready, keep, notePlace])

  // The size changes with the composer, the keyboard and the window.
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(keep)
    observer.observe(box.current)
    if (box.current.firstElementChild) observer.observe(box.current.firstElementChild)
    return () => observer.disconnect()
  }, [keep])

  return {
    box,
    ...view,
    onScroll: useCallback(() => {
      if (place.current.kind !== 'landing') notePlace()
    }, [notePlace]),
    /** The reader went away from where the conversation was opened. */
    hasLeft: hasMoved && view.away,
    /** Called for a wheel, a finger or a key. From then on only the reader moves the place. */
    onIntent: useCallback(() => {
      setHasMoved(true)
      if (place.current.kind === 'landing') notePlace()
    }, [notePlace]),
    toEnd: useCallback(() => {
      place.current = { kind: 'end' }
      keep()
    }, [keep]),
    /** Scrolls to the row of a message. Null if it is not among the rows. */
    toRow: useCallback(
      (seq: number) => {
        const row = box.current && rowOf(box.current, seq)
        if (!box.current || !row) return null
        setHasMoved(true)
        place.current = placeAt(box.current, row)
        keep()
        return row
      },
      [keep],
    ),
    toFirstUnread: useCallback(() => {
      if (!box.current || !landingIn(box.current)) return false
      keepPlace(box.current, { kind: 'landing' })
      notePlace()
      return true
    }, [notePlace]),
  }
}

export type ScrollKeeper = ReturnType<typeof useScrollKeeper>
