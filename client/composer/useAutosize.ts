import { useLayoutEffect, useRef } from 'react'

/** Keeps the text box it is given to as tall as its text, up to the limit of its style. */
export function useAutosize(text: string) {
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
    element.style.overflowY = element.scrollHeight > element.clientHeight ? 'auto' : 'hidden'
  }, [text])
  return box
}
