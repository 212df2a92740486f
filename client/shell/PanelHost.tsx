import { lazy, Suspense, useLayoutEffect, useState, type ReactNode } from 'react'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { usePanelOverlays, usePanels, type Panel } from '../navigation/panel.ts'

const Details = lazy(() => import('../details/Details.tsx'))
const SearchPanel = lazy(() => import('../search/SearchPanel.tsx'))
const ThreadPanel = lazy(() => import('../panes/ThreadPanel.tsx'))

/**
 * A part of the page, and whatever stands at the right of it. Where that lies on top, nobody can come to what it covers,
 * neither with Tab nor by a press. The key makes another thread another panel, with nothing left of the one before.
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

/** Tells when the panel beside it has come: until then what opened it keeps the focus, to get it back later. */
function ReportShown({ onChange }: { onChange: (isShown: boolean) => void }) {
  useLayoutEffect(() => {
    onChange(true)
    return () => onChange(false)
  }, [onChange])
  return null
}

/** Over what can still be seen of the page. The panel has a button that does the same. */
function Scrim({ onPress }: { onPress: () => void }) {
  return (
    <div
      aria-hidden
      onClick={onPress}
      className="absolute inset-0 z-10 animate-appear bg-scrim/50 max-sm:hidden"
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
      return <SearchPanel query={panel.query} />
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
