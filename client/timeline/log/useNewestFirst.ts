import {
  startTransition,
  useCallback,
  useLayoutEffect,
  useMemo,
  useState,
  type RefObject,
} from 'react'
import { afterPaint } from '../../browser/after-paint.ts'
import type { Entry } from './entries.ts'

/** The height of a message of one line below another message of its author. */
const ROW_PX = 32

/**
 * The entries to draw. Of a conversation that opens at its end, only those that fill the screen are drawn at first.
 * `useRest` draws the older ones. `drawAll` is null when all entries are drawn.
 */
export function useNewestFirst(entries: readonly Entry[], opensAtEnd: boolean) {
  const [count, setCount] = useState(() => {
    const enough = Math.ceil(innerHeight / ROW_PX)
    return entries.length > enough ? enough : Infinity
  })
  const drawAll = useCallback(() => setCount(Infinity), [])
  const shown = useMemo(
    () => (opensAtEnd ? newest(entries, count) : entries),
    [entries, count, opensAtEnd],
  )
  const isWhole = shown === entries
  // A log that was whole once stays whole. Its reader may be at any row.
  if (isWhole && count !== Infinity) setCount(Infinity)
  return { shown, drawAll: isWhole ? null : drawAll }
}

/** Draws the older entries when the newest are painted, or at once when these do not fill the log. */
export function useRest(box: RefObject<HTMLElement | null>, drawAll: (() => void) | null): void {
  useLayoutEffect(() => {
    if (!drawAll || !box.current) return
    const { scrollHeight, clientHeight } = box.current
    if (scrollHeight > clientHeight) return afterPaint(() => startTransition(drawAll))
    drawAll()
  }, [box, drawAll])
}

/** The newest entries, below the line of their day. All, when the reader begins at an older one. */
export function newest(entries: readonly Entry[], count: number): readonly Entry[] {
  const older = entries.slice(0, Math.max(0, entries.length - count))
  if (older.length === 0 || older.some(({ kind }) => kind === 'new')) return entries
  const rest = entries.slice(older.length)
  const day = rest[0]?.kind === 'day' ? undefined : older.findLast(({ kind }) => kind === 'day')
  return day === undefined ? rest : [day, ...rest]
}
