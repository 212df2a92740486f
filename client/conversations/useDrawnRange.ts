import { useEffect, useState, type RefObject } from 'react'

/** A list of up to this many rows is drawn whole. */
const SMALL = 100
/** The rows above and below the visible ones: for the keyboard, and for a wheel that turns fast. */
const SPARE = 20
/** The range moves by this many rows, so that most scroll events change nothing. */
const STEP = 5

const upToStep = (rows: number) => Math.ceil(rows / STEP) * STEP

/** The rows to draw, in the box that scrolls around the list. All rows have the same height. */
export function useDrawnRange(
  list: RefObject<HTMLUListElement | null>,
  count: number,
): { from: number; to: number } {
  const [first, setFirst] = useState(0)
  const [visible, setVisible] = useState(STEP)
  useEffect(() => {
    const box = list.current?.parentElement
    if (!box) return
    const look = () => {
      const height = list.current?.firstElementChild?.clientHeight ?? 0
      if (height === 0) return
      setFirst(Math.floor(box.scrollTop / height / STEP) * STEP)
      setVisible(upToStep(box.clientHeight / height) + STEP)
    }
    look()
    box.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    return () => {
      box.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
    }
  }, [list])
  if (count <= SMALL) return { from: 0, to: count }
  // A filter may have shortened the list, before the box has scrolled back.
  const start = Math.min(first, Math.max(0, count - visible))
  return { from: Math.max(0, start - SPARE), to: Math.min(count, start + visible + SPARE) }
}
