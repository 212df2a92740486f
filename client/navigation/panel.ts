import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import {
  address,
  entry,
  goBack,
  isGoingBack,
  subscribe,
  whenSettled,
  writeEntry,
  type Panel,
} from './entry.ts'
import { BESIDE, panelOverlays } from './location.ts'

export type { Panel } from './entry.ts'

interface Panels {
  panel: Panel | null
  show: (panel: Panel | null) => void
}

export const PanelContext = createContext<Panels>({ panel: null, show: () => undefined })

export function usePanels(): Panels {
  return useContext(PanelContext)
}

/** The panel of the current entry of the history, so that the back button closes it and a reload keeps it. */
export function useHistoryPanel(userId: string): Panels {
  const panel = useSyncExternalStore(subscribe, () => {
    const { owner, panel: shown = null } = entry()
    return owner === userId && !isGoingBack() ? shown : null
  })
  const show = useCallback((next: Panel | null) => showPanel(next, userId), [userId])
  return { panel, show }
}

function showPanel(next: Panel | null, userId: string): void {
  whenSettled(() => {
    const { panel = null, depth = 0, owner } = entry()
    const shown = owner === userId ? panel : null
    const replace = () => writeEntry(address(), { panel: next, owner: userId }, true)
    if (next === null) {
      if (shown && depth > 0) goBack(depth, replace)
      else if (shown) replace()
    } else if (shown?.kind === next.kind && next.kind !== 'thread') replace()
    else {
      const above = shown ? depth && depth + 1 : 1
      writeEntry(address(), { panel: next, depth: above, owner: userId }, false)
    }
  })
}

export function usePanelOverlays(): boolean {
  return useSyncExternalStore(onWidthChange, panelOverlays)
}

function onWidthChange(changed: () => void): () => void {
  const query = window.matchMedia(BESIDE)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
