import { Suspense, useLayoutEffect, useState, type ReactNode } from 'react'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { usePanelOverlays, usePanels, type Panel } from '../navigation/panel.ts'
import { lazy } from '../ui/later/lazy.tsx'

const Details = lazy(() => import('../details/Details.tsx'), 'over')
const SearchPanel = lazy(() => import('../search/SearchPanel.tsx'), 'over')
const ThreadPanel = lazy(() => import('../panes/ThreadPanel.tsx'), 'over')

/**
 * The page and the panel at its right. Where the panel lies on top, the covered page is inert. The key gives each
 * thread a panel of its own, without the state of the previous one.
 */
export function PanelHost({ children }: { children: ReactNode }) {
  const { panel, show } = usePanels()
  const overlays = usePanelOverlays()
  const [isPanelShown, setPanelShown] = useState(false)
  const covered = panel !== null && isPanelShown && overlays
  return (
    <>
      <div inert={covered} className="min-w-0 flex-1">
        {children}
      </div>
      {panel && (
        <ErrorBoundary key={keyOf(panel)}>
          <Suspense>
            {covered && <Scrim onPress={() => show(null)} />}
            <Content panel={panel} />
            <ReportShown onChange={setPanelShown} />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  )
}

/**
 * Reports when the panel is in the document. Until then the opener keeps the focus, so that the panel can give it
 * back.
 */
function ReportShown({ onChange }: { onChange: (isShown: boolean) => void }) {
  useLayoutEffect(() => {
    onChange(true)
    return () => onChange(false)
  }, [onChange])
  return null
}

/** Covers the visible rest of the page. The panel has a close button that does the same. */
function Scrim({ onPress }: { onPress: () => void }) {
  return (
    <div
      aria-hidden
      onClick={onPress}
      className="absolute inset-0 z-panel animate-appear bg-scrim/50 max-sm:hidden"
    />
  )
}

function keyOf(panel: Panel): string {
  if (panel.kind === 'search') return panel.kind
  return `${panel.kind} ${panel.kind === 'thread' ? panel.rootId : panel.conversationId}`
}

function Content({ panel }: { panel: Panel }) {
  switch (panel.kind) {
    case 'search':
      return <SearchPanel query={panel.query} typed={panel.typed} top={panel.top} />
    case 'thread':
      return (
        <ThreadPanel
          conversationId={panel.conversationId}
          rootId={panel.rootId}
          seq={panel.seq ?? null}
        />
      )
    case 'details':
      return <Details conversationId={panel.conversationId} />
  }
}
