import { useEffect, useEffectEvent, useRef, type RefObject } from 'react'
import type { useSearch } from './useSearch.ts'

/** A person who has scrolled further than this waits for pages that they may not want. */
const MOST_PAGES = 5

interface ScrollReturn {
  list: RefObject<HTMLElement | null>
  search: ReturnType<typeof useSearch>
  /** How far the results were scrolled when the person left them. */
  top: number
}

/** Scrolls the results back to where the person left them. The pages down to there are loaded first. */
export function useScrollReturn({ list, search, top }: ScrollReturn): void {
  const { items, hasMore } = search
  const left = useRef(top > 0 ? MOST_PAGES : 0)

  const scroll = useEffectEvent(() => {
    const box = list.current
    if (box === null || left.current === 0 || items.length === 0) return
    const reaches = box.scrollHeight - box.clientHeight >= top
    left.current = reaches || !hasMore ? 0 : left.current - 1
    box.scrollTo({ top })
    if (left.current > 0) search.more().catch(() => undefined)
  })
  useEffect(() => scroll(), [items.length])
}
