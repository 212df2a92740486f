/** From this distance on, a finger swipes. Below it, it may still begin to scroll. */
const BEGIN_PX = 12
/** From this distance on, lifting the finger acts. */
const ENOUGH_PX = 56
const MOST_PX = 72
/** A swipe from the edge of the screen is the browser's way back. */
const EDGE_PX = 24

/** These use a sideways finger themselves. */
const OWN_GESTURE = 'input, textarea, [role=slider], [data-voice]'

/**
 * Draws an element along with a finger that swipes towards the end of the line. `onSwipe` is called when it is lifted
 * far enough. A finger that scrolls up or down, a second finger and a selection of text are left alone.
 * Returns a function that ends it.
 */
export function followSwipe(element: HTMLElement, onSwipe: () => void): () => void {
  let start: { id: number; x: number; y: number } | null = null
  let drawn = 0
  let isSwiping = false

  function draw(px: number) {
    const enough = px >= ENOUGH_PX
    if (enough && drawn < ENOUGH_PX) vibrate(10)
    drawn = px
    const sign = isRtl() ? -1 : 1
    element.style.transform = px > 0 ? `translateX(${sign * px}px)` : ''
    element.style.setProperty('--swiped', String(Math.min(1, px / ENOUGH_PX)))
  }
  const isRtl = () => getComputedStyle(element).direction === 'rtl'

  function end() {
    start = null
    isSwiping = false
    draw(0)
  }

  function onDown(event: PointerEvent) {
    if (start) return end()
    const { pointerType, clientX: x, clientY: y, pointerId: id, target } = event
    const atEdge = Math.min(x, window.innerWidth - x) < EDGE_PX
    if (pointerType !== 'touch' || atEdge || !isFree(target, element)) return
    start = { id, x, y }
  }

  function onMove({ pointerId, clientX, clientY }: PointerEvent) {
    if (!start || pointerId !== start.id) return
    const across = (clientX - start.x) * (isRtl() ? -1 : 1)
    const down = Math.abs(clientY - start.y)
    if (!isSwiping) {
      if (down > BEGIN_PX || across < -BEGIN_PX || hasSelection()) return end()
      if (across < BEGIN_PX || across < down * 2) return
      isSwiping = true
      element.setPointerCapture?.(pointerId)
    }
    draw(Math.max(0, Math.min(across - BEGIN_PX, MOST_PX)))
  }

  function onUp({ pointerId }: PointerEvent) {
    if (!start || pointerId !== start.id) return
    const acts = drawn >= ENOUGH_PX
    end()
    if (acts) onSwipe()
  }

  const events = { pointerdown: onDown, pointermove: onMove, pointerup: onUp, pointercancel: end }
  const entries = Object.entries(events) as [keyof typeof events, (event: PointerEvent) => void][]
  for (const [name, listener] of entries) element.addEventListener(name, listener)
  return () => {
    for (const [name, listener] of entries) element.removeEventListener(name, listener)
    end()
  }
}

const hasSelection = () => getSelection()?.isCollapsed === false

/** Nothing between the finger and the element uses the swipe, or scrolls sideways. */
function isFree(target: EventTarget | null, element: HTMLElement): boolean {
  for (let one = target as Element | null; one && one !== element; one = one.parentElement) {
    if (one.matches(OWN_GESTURE) || one.scrollWidth > one.clientWidth + 1) {
      const scrolls = /auto|scroll/.test(getComputedStyle(one).overflowX)
      if (one.matches(OWN_GESTURE) || scrolls) return false
    }
  }
  return true
}

/** Safari has no such call. */
function vibrate(ms: number): void {
  const { vibrate: shake } = navigator as { vibrate?: (ms: number) => boolean }
  shake?.call(navigator, ms)
}
