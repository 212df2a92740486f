import { useLayoutEffect, useRef } from 'react'

/** Keeps the body box it is given to as tall as its body, up to the limit of its style. */
export function useAutosize(body: string) {
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const element = box.current
    const room = element?.parentElement
    if (!element || !room) return
    // Measured small for a moment; without holding its room open, the timeline would grow and lose its place.
    room.style.minHeight = `${room.offsetHeight}px`
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
    element.style.overflowY = element.scrollHeight > element.clientHeight ? 'auto' : 'hidden'
    room.style.minHeight = ''
  }, [body])
  return box
}
