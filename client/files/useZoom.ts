import { useRef, useState, type MouseEvent, type PointerEvent, type WheelEvent } from 'react'

const MOST = 8
/** A finger that moves this far, and mostly sideways, goes to the next picture. */
const SWIPE_PX = 60
/** A finger that moves this far down closes the viewer. */
const CLOSE_PX = 120

interface ZoomOptions {
  onSwipe: (step: number) => void
  onClose: () => void
}

interface Point {
  x: number
  y: number
}

const none = { scale: 1, x: 0, y: 0 }

/** Zooms a picture by keys, wheel and two fingers, moves it by one finger, and hears swipes while it is not zoomed. */
export function useZoom({ onSwipe, onClose }: ZoomOptions) {
  const [view, setView] = useState(none)
  const fingers = useRef(new Map<number, Point>())
  const start = useRef<Point | null>(null)
  const isPinch = useRef(false)

  /** What lies at `at` stays there. It is measured from the middle. */
  const by = (factor: number, at: Point = none) =>
    setView((now) => {
      const scale = Math.min(MOST, Math.max(1, now.scale * factor))
      const grown = scale / now.scale
      return scale === 1
        ? none
        : { scale, x: at.x - (at.x - now.x) * grown, y: at.y - (at.y - now.y) * grown }
    })

  function onPointerDown(event: PointerEvent) {
    // A swipe may begin on a button. A mouse that is captured would not click it.
    if (!isOnButton(event)) event.currentTarget.setPointerCapture(event.pointerId)
    const point = { x: event.clientX, y: event.clientY }
    fingers.current.set(event.pointerId, point)
    if (fingers.current.size === 1) {
      start.current = point
      isPinch.current = false
    } else isPinch.current = true
  }

  function onPointerMove(event: PointerEvent) {
    // A mouse that was not captured may have been released elsewhere.
    if (event.buttons === 0) fingers.current.delete(event.pointerId)
    const before = fingers.current.get(event.pointerId)
    if (!before) return
    const now = { x: event.clientX, y: event.clientY }
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
    fingers.current.set(event.pointerId, now)
    const room = event.currentTarget.getBoundingClientRect()
    if (other) {
      const between = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
      by(distance(now, other) / Math.max(1, distance(before, other)), fromMiddle(room, between))
    } else if (view.scale > 1) {
      setView((at) =>
        within(room, { ...at, x: at.x + now.x - before.x, y: at.y + now.y - before.y }),
      )
    }
  }

  function onPointerUp(event: PointerEvent) {
    fingers.current.delete(event.pointerId)
    const from = start.current
    if (!from || isPinch.current || view.scale > 1 || fingers.current.size > 0) return
    const x = event.clientX - from.x
    const y = event.clientY - from.y
    if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) onSwipe(x < 0 ? 1 : -1)
    else if (y > CLOSE_PX && y > 2 * Math.abs(x)) onClose()
  }

  return {
    by,
    reset: () => setView(none),
    style: { transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` },
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: (event: PointerEvent) => fingers.current.delete(event.pointerId),
      onWheel: (event: WheelEvent) => by(Math.exp(-event.deltaY / 400), placeOf(event)),
      onDoubleClick(event: MouseEvent) {
        if (isOnButton(event)) return
        if (view.scale > 1) setView(none)
        else by(2, placeOf(event))
      },
    },
  }
}

const isOnButton = ({ target }: MouseEvent) => (target as Element).closest('button') !== null

const fromMiddle = ({ x, y, width, height }: DOMRect, at: Point): Point => ({
  x: at.x - x - width / 2,
  y: at.y - y - height / 2,
})

const placeOf = (event: MouseEvent) =>
  fromMiddle(event.currentTarget.getBoundingClientRect(), { x: event.clientX, y: event.clientY })

/** The picture cannot be drawn out of the screen, where nobody would find it again. */
function within({ width, height }: DOMRect, view: typeof none): typeof none {
  const most = { x: ((view.scale - 1) * width) / 2, y: ((view.scale - 1) * height) / 2 }
  return {
    scale: view.scale,
    x: Math.min(most.x, Math.max(-most.x, view.x)),
    y: Math.min(most.y, Math.max(-most.y, view.y)),
  }
}

const distance = (one: Point, two: Point) => Math.hypot(one.x - two.x, one.y - two.y)
