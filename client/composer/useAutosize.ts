import { useLayoutEffect, useRef } from 'react'

/** Keeps the text box as tall as its body, up to the limit of its style. */
export function useAutosize(body: string) {
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const element = box.current
    const room = element?.parentElement
    if (!element || !room) return
    // The box is measured at its smallest. The fixed height around it keeps the timeline from growing and
    // losing its place.
    room.style.minHeight = `${room.offsetHeight}px`
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
    element.style.overflowY = element.scrollHeight > element.clientHeight ? 'auto' : 'hidden'
    room.style.minHeight = ''
  }, [body])
  return box
}
