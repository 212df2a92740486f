import { useRef, useState, type PointerEvent, type WheelEvent } from 'react'

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

  const by = (factor: number) =>
    setView((now) => {
      const scale = Math.min(MOST, Math.max(1, now.scale * factor))
      return scale === 1 ? none : { ...now, scale }
    })

  function onPointerDown(event: PointerEvent) {
    event.currentTarget.setPointerCapture(event.pointerId)
    const point = { x: event.clientX, y: event.clientY }
    fingers.current.set(event.pointerId, point)
    if (fingers.current.size === 1) {
      start.current = point
      isPinch.current = false
    } else isPinch.current = true
  }

  function onPointerMove(event: PointerEvent) {
    const before = fingers.current.get(event.pointerId)
    if (!before) return
    const now = { x: event.clientX, y: event.clientY }
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
    fingers.current.set(event.pointerId, now)
    if (other) by(distance(now, other) / Math.max(1, distance(before, other)))
    else if (view.scale > 1) {
      setView((at) => ({ ...at, x: at.x + now.x - before.x, y: at.y + now.y - before.y }))
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
      onWheel: (event: WheelEvent) => by(Math.exp(-event.deltaY / 400)),
      onDoubleClick: () => (view.scale > 1 ? setView(none) : by(2)),
    },
  }
}

const distance = (one: Point, two: Point) => Math.hypot(one.x - two.x, one.y - two.y)
