import { useEffect, useEffectEvent, useRef, type RefObject } from 'react'

/** How near to the edge of what is loaded the next page is asked for, so that it is there in time. */
const AHEAD_PX = 600

/** Loads when the reader scrolls towards an edge. Returns what loads at once. */
export function useAhead(
  box: RefObject<HTMLElement | null>,
  direction: 'up' | 'down',
  busy: boolean,
  load: () => Promise<void>,
): () => void {
  /** After a failure only the button tries again: scrolling would ask once per pixel. */
  const refused = useRef(false)
  const ask = useEffectEvent(() => {
    if (busy || refused.current) return
    load().catch(() => {
      refused.current = true
    })
  })

  useEffect(() => {
    const element = box.current
    if (!element) return
    let top = element.scrollTop
    function onScroll() {
      if (!element) return
      const moved = element.scrollTop - top
      top = element.scrollTop
      const left = direction === 'up' ? top : element.scrollHeight - top - element.clientHeight
      if ((direction === 'up' ? moved < 0 : moved > 0) && left <= AHEAD_PX) ask()
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [box, direction])

  return () => {
    refused.current = false
    load().catch(() => {
      refused.current = true
    })
  }
}
