import { useState, type FocusEvent, type KeyboardEvent, type PointerEvent } from 'react'
import { flushSync } from 'react-dom'
import { wasPointer } from '../../browser/last-input.ts'
import { useLongPress, type Point } from '../../ui/useLongPress.ts'

/** Belongs to the message that shows its toolbar. Only one does: of two, nobody would know whose they are. */
let shown: { setPointed: (is: boolean) => void; setFocused: (is: boolean) => void } | null = null

/**
 * Whether a message is hovered, or focused by keyboard. A click also focuses a message, but its toolbar goes with the
 * mouse. A long press and the menu key open the menu.
 */
export function useNear(openMenu: (point: Point | null) => void) {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const press = useLongPress(openMenu)

  function show(set: (is: boolean) => void) {
    if (shown?.setPointed !== setPointed) {
      shown?.setPointed(false)
      shown?.setFocused(false)
    }
    shown = { setPointed, setFocused }
    set(true)
  }

  return {
    is: pointed || focused,
    handlers: {
      ...press,
      // The keyboard may have moved the toolbar elsewhere while the mouse lay still. The next move brings it back.
      onPointerMove(event: PointerEvent) {
        press.onPointerMove(event)
        if (event.pointerType === 'mouse' && !pointed) show(setPointed)
      },
      onPointerLeave: () => setPointed(false),
      onFocus: () => !wasPointer() && show(setFocused),
      onBlur({ currentTarget, relatedTarget }: FocusEvent) {
        const isInside = currentTarget.contains(relatedTarget)
        setFocused((now) => now && isInside)
      },
      onKeyDown(event: KeyboardEvent) {
        if (event.target !== event.currentTarget) return
        // The toolbar is drawn at once, because Enter moves the focus into it.
        if (!focused) flushSync(() => show(setFocused))
        if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
        event.preventDefault()
        openMenu(null)
      },
    },
  }
}
