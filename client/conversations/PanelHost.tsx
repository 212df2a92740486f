import { Suspense } from 'react'
import { Details, SearchPanel, ThreadPanel } from '../parts.ts'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import type { Panel } from '../ui/panel.ts'

/** Whatever stands at the right. The key makes another thread another panel, with nothing left of the one before. */
export function PanelHost({ panel }: { panel: Panel | null }) {
  if (!panel) return null
  return (
    <ErrorBoundary key={keyOf(panel)}>
      <Suspense>
        <Content panel={panel} />
      </Suspense>
    </ErrorBoundary>
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
