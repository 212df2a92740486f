import { useCallback, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { isComposing } from '../../browser/composing.ts'

interface Opened {
  id: string
  /** The name, picture or mention that was pressed. The card stands beside it. */
  anchor: HTMLElement
}

/** A press on a name, a picture or a mention opens the profile card of its person. One card serves the whole log. */
export function useOpenPerson() {
  const [opened, setOpened] = useState<Opened | null>(null)

  const open = useCallback((target: EventTarget) => {
    const anchor = target instanceof Element && target.closest<HTMLElement>('[data-person]')
    const id = anchor && anchor.dataset['person']
    if (id) setOpened({ id, anchor })
    return Boolean(id)
  }, [])

  return {
    opened,
    close: useCallback(() => setOpened(null), []),
    onClick: useCallback((event: MouseEvent) => void open(event.target), [open]),
    onKey: useCallback(
      (event: KeyboardEvent) => {
        if (event.defaultPrevented || isComposing(event.nativeEvent)) return
        const presses = event.key === 'Enter' || event.key === ' '
        if (presses && open(event.target)) event.preventDefault()
      },
      [open],
    ),
  }
}
