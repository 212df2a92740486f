import { useEffect } from 'react'
import { isComposing } from '../../browser/composing.ts'

interface TimelineKeys {
  onCatchUp: () => void
  onEnd: () => void
  onFirstUnread: () => void
}

/** Esc arrives here only if no suggestion, dialog or search box has handled it. */
export function useTimelineKeys({ onCatchUp, onEnd, onFirstUnread }: TimelineKeys): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || isComposing(event)) return
      // In a text box with text, Ctrl+End moves the caret to the end of the text.
      const writing = event.target instanceof HTMLTextAreaElement && event.target.value !== ''
      const command = event.ctrlKey || event.metaKey
      if (event.key === 'Escape') onCatchUp()
      else if (event.key === 'End' && command && !writing) onEnd()
      else if (event.key === 'PageUp' && event.shiftKey) onFirstUnread()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onCatchUp, onEnd, onFirstUnread])
}
