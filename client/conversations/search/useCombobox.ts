import { useEffect, useEffectEvent, useState, type RefObject } from 'react'
import { isComposing } from '../../browser/composing.ts'

interface Option {
  id: string
  choose: () => void
}

/**
 * Moves through the options of a box while the focus stays in the box. The first option is active at the beginning, so
 * that Enter opens the best match.
 * @returns the id of the active option
 */
export function useCombobox(
  box: RefObject<HTMLInputElement | null>,
  options: readonly Option[],
  question: string,
): string | undefined {
  const [moved, setMoved] = useState({ question: '', id: '' })
  const at = moved.question === question ? options.findIndex(({ id }) => id === moved.id) : -1
  const place = Math.max(at, 0)
  const active = options[place]?.id

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isComposing(event) || event.altKey || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') options[place]?.choose()
    else if (step !== undefined) {
      const next = options[Math.max(0, Math.min(place + step, options.length - 1))]
      if (next) setMoved({ question, id: next.id })
    } else return
    event.preventDefault()
  })

  useEffect(() => {
    const input = box.current
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    input?.addEventListener('keydown', listener)
    return () => input?.removeEventListener('keydown', listener)
  }, [box])

  // The box may belong to a component that is drawn before the options are loaded, so it gets its attributes here.
  useEffect(() => {
    const input = box.current
    if (active === undefined) return
    input?.setAttribute('aria-activedescendant', active)
    input?.setAttribute('aria-expanded', 'true')
    document.getElementById(active)?.scrollIntoView?.({ block: 'nearest' })
    return () => {
      input?.removeAttribute('aria-activedescendant')
      input?.setAttribute('aria-expanded', 'false')
    }
  }, [box, active])

  return active
}
