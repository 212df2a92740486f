import { useRef, type PointerEvent } from 'react'
import { dragged, zoomed, type Crop, type Size } from './crop.ts'

interface Point {
  x: number
  y: number
}

/** One finger or the mouse moves the picture, and two fingers zoom it. */
export function useCropGestures(size: Size, crop: Crop, onCrop: (crop: Crop) => void) {
  const points = useRef(new Map<number, Point>())

  const spread = () => {
    const [one, two] = [...points.current.values()]
    return one && two ? Math.hypot(one.x - two.x, one.y - two.y) : null
  }

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      event.currentTarget.setPointerCapture(event.pointerId)
      points.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const from = points.current.get(event.pointerId)
      if (from === undefined) return
      const before = spread()
      points.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
      const after = spread()
      if (before !== null && after !== null) {
        onCrop(zoomed(crop, size, (crop.zoom * after) / Math.max(1, before)))
        return
      }
      const side = event.currentTarget.clientWidth
      onCrop(
        dragged(crop, size, {
          x: (event.clientX - from.x) / side,
          y: (event.clientY - from.y) / side,
        }),
      )
    },
    onPointerUp: (event: PointerEvent) => void points.current.delete(event.pointerId),
    onPointerCancel: (event: PointerEvent) => void points.current.delete(event.pointerId),
  }
}
