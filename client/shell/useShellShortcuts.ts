import { useEffect } from 'react'
import { isComposing } from '../browser/composing.ts'
import { navigate } from '../navigation/location.ts'
import { useMessenger } from '../messenger/context.ts'
import { paths, useOpenId } from '../navigation/routes.ts'
import type { ShellDialog } from '../navigation/dialogs.ts'

/** The keys that work everywhere: the switcher, the next conversation, the help. */
export function useShellShortcuts(openDialog: (dialog: ShellDialog) => void): void {
  const messenger = useMessenger()
  const open = useOpenId()

  useEffect(() => {
    /** Moves from the open conversation, or into the list when none is open. It stops at both ends. */
    function goTo(direction: 1 | -1, unreadOnly: boolean) {
      const { items } = messenger.getState().conversations
      const here = items.findIndex((item) => item.id === open)
      const ahead =
        direction === 1 ? items.slice(here + 1) : items.slice(0, Math.max(here, 0)).reverse()
      const next = ahead.find((item) => !unreadOnly || item.unread > 0)
      if (next) navigate(paths.conversation(next.id))
    }

    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || isComposing(event)) return
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      const vertical = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
      if (command && event.key.toLowerCase() === 'k') openDialog('switcher')
      else if (command && event.key === '/') openDialog('shortcuts')
      else if (vertical && event.altKey && !event.ctrlKey && !event.metaKey)
        goTo(vertical, event.shiftKey)
      else return
      event.preventDefault()
    }

    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [messenger, open, openDialog])
}
