const STOPS = 'a[href], button, input, textarea, [tabindex="0"]'

/**
 * A ref for a box that may scroll. While it scrolls and holds no Tab stop of its own, it is one, so that the arrow keys
 * can scroll it. Chrome and Firefox do this by themselves, and Safari does not.
 */
export function scrollStop(box: HTMLElement | null): (() => void) | undefined {
  if (box === null) return undefined
  const look = () => {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight
    if (scrolls && box.querySelector(STOPS) === null) box.tabIndex = 0
    else box.removeAttribute('tabindex')
  }
  const sizes = new ResizeObserver(look)
  for (const one of [box, ...box.children]) sizes.observe(one)
  look()
  return () => sizes.disconnect()
}
