import type { Store } from '../store/store.ts'

/** The browser asks whether to leave the page, while messages are only in this tab. They would be lost. */
export function askBeforeLeaving(store: Store): void {
  const ask = (event: Event) => event.preventDefault()
  const end = store.subscribe(() => {
    const isAtRisk = store.model.pending.some(({ onlyHere }) => onlyHere)
    // A page that always listened would be loaded anew at each "back" in some browsers.
    if (isAtRisk) window.addEventListener('beforeunload', ask)
    else window.removeEventListener('beforeunload', ask)
  })
  store.stopped.subscribe(() => {
    end()
    window.removeEventListener('beforeunload', ask)
  })
}
