import { createContext, useContext, useSyncExternalStore } from 'react'

/** The panel at the right of the page. A panel of a conversation closes when another conversation opens. */
export type Panel =
  | { kind: 'details'; conversationId: string }
  | { kind: 'thread'; conversationId: string; rootId: string; seq?: number }
  | { kind: 'search'; query: string }

interface Panels {
  panel: Panel | null
  show: (panel: Panel | null) => void
}

export const PanelContext = createContext<Panels>({ panel: null, show: () => undefined })

export function usePanels(): Panels {
  return useContext(PanelContext)
}

/** From this width on, a panel stands beside the conversation. On a narrower screen it lies on top. */
const BESIDE = '(width >= 64rem)'
export const panelOverlays = () => !window.matchMedia(BESIDE).matches

export function usePanelOverlays(): boolean {
  return useSyncExternalStore(onWidthChange, panelOverlays)
}

function onWidthChange(changed: () => void): () => void {
  const query = window.matchMedia(BESIDE)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
