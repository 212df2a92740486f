import { useSyncExternalStore } from 'react'
import { address, entry, goBack, subscribe, whenSettled, writeEntry } from './entry.ts'

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname)
}

/** One parameter of the address, or null. */
export function useParameter(name: string): string | null {
  return useSyncExternalStore(subscribe, () => new URLSearchParams(location.search).get(name))
}

/** From this width on, a panel stands beside the conversation. On a narrower screen it lies on top. */
export const BESIDE = '(width >= 64rem)'
export const panelOverlays = () => !window.matchMedia(BESIDE).matches

/**
 * Opens an address. A panel beside the page stays, if it also belongs to the new page. A panel on top closes, so that
 * the page is visible. Its entry stays in the history, and the back button returns to it.
 */
export function navigate(path: string, { replace = false } = {}): void {
  whenSettled(() => {
    if (path === address()) return
    const { panel = null, depth = 0 } = entry()
    const samePage = path.split('?')[0] === location.pathname
    const belongs = panel && (panel.kind === 'search' || path.includes(panel.conversationId))
    if (replace && samePage) return writeEntry(path, {}, true)
    const kept = belongs && !panelOverlays() ? panel : null
    // Another place of the same conversation is no page of its own: going back would change nothing on the screen.
    const isPlace = samePage && kept === panel && /[?&]m=/.test(path)
    if (isPlace) writeEntry(path, {}, true)
    else writeEntry(path, { panel: kept, depth: replace ? depth : 0, ...ownerOf(kept) }, replace)
  })
}

function ownerOf(panel: unknown) {
  const { owner } = entry()
  return panel && owner ? { owner } : {}
}

/** Opens the page above. If the user came from there, it goes back, so that no entry is left behind. */
export function navigateUp(path: string): void {
  if (entry().from === path) goBack(1, () => navigate(path))
  else navigate(path)
}
