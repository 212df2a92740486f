import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import {
  endOf,
  keepInView,
  keepPlace,
  landingIn,
  placeAt,
  placeOf,
  rowOf,
  unseenPlaceOf,
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
  /** There is a divider, and what is below it was not seen. */
  isDivided?: boolean
  /** Nobody can see what arrives. The end is followed only as long as what was seen last stays visible. */
  isUnseen?: boolean
  /** Nothing is missing. Who goes to the end then only follows it. */
  isCurrent?: boolean
}

/**
 * Keeps the reader's place. Opening lands on the first unread message. At the end, the reader follows new
 * messages. Elsewhere the first visible row stays still, whatever is added.
 */
export function useScrollKeeper({
  rows,
  ready,
  partial = false,
  isDivided = false,
  isUnseen = false,
  isCurrent = true,
}: KeeperOptions) {
  const box = useRef<HTMLDivElement>(null)
  const place = useRef<ScrollPlace>({ kind: 'landing' })
  /** Where the keeper has scrolled to. Any other place is the reader's choice. */
  const keptAt = useRef(0)
  const [hasChosen, setHasChosen] = useState(false)
  const [view, setView] = useState({ away: false, endVisible: false })

  const look = useCallback(() => {
    if (!box.current) return
    keptAt.current = box.current.scrollTop
    const next = viewOf(box.current, partial)
    setView((now) => (now.away === next.away && now.endVisible === next.endVisible ? now : next))
  }, [partial])

  const notePlace = useCallback(() => {
    if (!box.current) return
    const { current } = place
    place.current =
      isUnseen && isDivided && !partial
        ? unseenPlaceOf(box.current, current)
        : placeOf(box.current, partial)
    look()
  }, [look, partial, isDivided, isUnseen])

  const keep = useCallback(() => {
    if (!box.current) return
    const { current } = place
    if (current.kind !== 'end') keepPlace(box.current, current)
    else if (isUnseen && isDivided) place.current = keepInView(box.current, current.last)
    else {
      keepPlace(box.current, current)
      place.current = endOf(box.current)
    }
    look()
  }, [look, isDivided, isUnseen])

  // Who is at the end when the connection is lost only follows it.
  useLayoutEffect(() => {
    if (!isCurrent && place.current.kind === 'end') setHasChosen(false)
  }, [isCurrent])

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
      const isReaders = Math.abs(box.current!.scrollTop - keptAt.current) > 1
      if (place.current.kind !== 'landing') notePlace()
      if (isReaders) setHasChosen(place.current.kind !== 'end')
    }, [notePlace]),
    /**
     * The reader chose this place: by scrolling away from the end, by a jump, or by the way to the end while something
     * was missing.
     */
    hasChosen,
    /** A jump begins. What comes before it lands must not lead elsewhere. */
    choose: useCallback(() => setHasChosen(true), []),
    /**
     * Called for a wheel, a finger or a key before the first page has loaded. From then on only the reader moves the
     * place.
     */
    onIntent: useCallback(() => {
      if (place.current.kind === 'landing') notePlace()
    }, [notePlace]),
    toEnd: useCallback(() => {
      if (!box.current) return
      setHasChosen(!isCurrent)
      place.current = endOf(box.current)
      keepPlace(box.current, place.current)
      look()
    }, [look, isCurrent]),
    /** Scrolls to the row of a message. Null if it is not among the rows. */
    toRow: useCallback(
      (seq: number) => {
        const row = box.current && rowOf(box.current, seq)
        if (!box.current || !row) return null
        setHasChosen(true)
        place.current = placeAt(box.current, row)
        keep()
        return row
      },
      [keep],
    ),
    toFirstUnread: useCallback(() => {
      if (!box.current || !landingIn(box.current)) return false
      keepPlace(box.current, { kind: 'landing' })
      setHasChosen(false)
      notePlace()
      return true
    }, [notePlace]),
  }
}

export type ScrollKeeper = ReturnType<typeof useScrollKeeper>
