import { useLayoutEffect, useRef } from 'react'

/** Keeps the text box as tall as its body, up to the limit of its style. */
export function useAutosize(body: string) {
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    if (box.current) fit(box.current)
  }, [body])
  // A narrower window breaks the lines elsewhere.
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => box.current && fit(box.current))
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [])
  return box
}

function fit(element: HTMLTextAreaElement) {
  // An empty box has one line. To measure it would lay out the page once more at every opening.
  if (element.value === '') {
    element.style.height = element.style.overflowY = ''
    return
  }
  // The box is measured at its smallest. The fixed height around it keeps the timeline from growing and
  // losing its place.
  const room = element.parentElement!
  room.style.minHeight = `${room.offsetHeight}px`
  element.style.height = 'auto'
  element.style.height = `${element.scrollHeight}px`
  element.style.overflowY = element.scrollHeight > element.clientHeight ? 'auto' : ''
  room.style.minHeight = ''
}
