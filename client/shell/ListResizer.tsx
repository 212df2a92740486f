import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { LIST_WIDTH, type ListWidth } from './useListWidth.ts'

const STEP = 16
/** The widths a plain click goes through, for people who cannot drag. */
const STOPS = [240, LIST_WIDTH.initial, 360, LIST_WIDTH.max]

/** The handle beside the list that changes its width. A click, the arrow keys and dragging work. */
export default function ListResizer({ width }: { width: ListWidth }) {
  const { conversations: labels } = useCatalogue()
  const dragged = useRef(false)

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    dragged.current = true
    const rtl = document.documentElement.dir === 'rtl'
    width.set(rtl ? window.innerWidth - event.clientX : event.clientX)
  }

  function onKeyDown(event: KeyboardEvent) {
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    if (event.key === 'Home') width.set(LIST_WIDTH.min)
    else if (event.key === 'End') width.set(LIST_WIDTH.max)
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
      width.set(width.value + (event.key === forward ? STEP : -STEP))
    else return
    event.preventDefault()
  }

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={labels.listWidth}
      aria-valuemin={LIST_WIDTH.min}
      aria-valuemax={LIST_WIDTH.max}
      aria-valuenow={width.value}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        dragged.current = false
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={onPointerMove}
      onClick={() => {
        if (!dragged.current) width.set(STOPS.find((stop) => stop > width.value) ?? STOPS[0] ?? 0)
      }}
      className="shell-handle hidden cursor-col-resize touch-none transition-colors hover:bg-accent/40 focus-visible:bg-accent/40 lg:block"
    />
  )
}
