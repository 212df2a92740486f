import type { PendingMessage } from '../store/pending-message.ts'
import type { Store } from '../store/store.ts'

/**
 * The browser asks whether to leave the page, while messages are only in this tab. They would be lost. `hasOnlyHere`:
 * the files of this message are in no database.
 */
export function askBeforeLeaving(
  store: Store,
  hasOnlyHere: (message: PendingMessage) => boolean = () => false,
): void {
  const ask = (event: Event) => event.preventDefault()
  const end = store.subscribe(() => {
    const isAtRisk = store.model.pending.some((one) => one.onlyHere || hasOnlyHere(one))
    // A page that always listened would be loaded anew at each "back" in some browsers.
    if (isAtRisk) window.addEventListener('beforeunload', ask)
    else window.removeEventListener('beforeunload', ask)
  })
  store.stopped.subscribe(() => {
    end()
    window.removeEventListener('beforeunload', ask)
  })
}
