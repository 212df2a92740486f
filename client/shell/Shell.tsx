import { Suspense, useMemo, useState } from 'react'
import { LogOutDialog } from '../account/LogOutDialog.tsx'
import { useCatalogue } from '../i18n/language.ts'
import { Conversation } from '../panes/Conversation.tsx'
import { Toasts } from '../notifications/Toasts.tsx'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { PanelContext, useHistoryPanel } from '../navigation/panel.ts'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { ConversationList } from '../conversations/ConversationList.tsx'
import { Footer } from './Footer.tsx'
import { HomePane } from './HomePane.tsx'
import { PanelHost } from './PanelHost.tsx'
import { useMessengerState } from '../messenger/context.ts'
import { PageNameContext } from '../navigation/page-name.ts'
import { useRoute, type Route } from '../navigation/routes.ts'
import { ShellContext, type ShellDialog } from '../navigation/dialogs.ts'
import { useReturnToList } from './useReturnToList.ts'
import { useListWidth } from './useListWidth.ts'
import { usePageTitle } from './usePageTitle.ts'
import { useShellShortcuts } from './useShellShortcuts.ts'
import { lazy } from '../ui/later/lazy.tsx'

const AfterStart = lazy(() => import('./AfterStart.tsx'), 'over')
const Dialogs = lazy(() => import('./Dialogs.tsx'), 'over')
const ListResizer = lazy(() => import('./ListResizer.tsx'), 'nowhere')
const Pages = lazy(() => import('./Pages.tsx'))

/** The page of a signed-in person: the list, the open conversation, the panel and the dialogs. */
export default function Shell() {
  const catalogue = useCatalogue()
  const [dialog, setDialog] = useState<ShellDialog | null>(null)
  const [pageName, setPageName] = useState('')
  const closeDialog = () => setDialog(null)
  const width = useListWidth()
  const route = useRoute()
  const open = route.kind === 'conversation' ? route.id : null
  const { panel, show } = useHistoryPanel(useMessengerState((state) => state.me.id))
  const shown = panel && (panel.kind === 'search' || panel.conversationId === open) ? panel : null
  const panels = useMemo(() => ({ panel: shown, show }), [shown, show])
  const pane = route.kind === 'home' && !shown ? 'closed' : 'open'
  usePageTitle(pageName)
  useReturnToList(route)
  useShellShortcuts(setDialog)

  return (
    <ShellContext value={setDialog}>
      <PanelContext value={panels}>
        <main
          className="shell"
          data-pane={pane}
          style={{ '--list-width': `${width.value}px` } as React.CSSProperties}
        >
          <SkipLink />
          <h1 className="sr-only">{catalogue.conversations.app}</h1>
          <ConnectionBanner />
          <ConversationList />
          <Footer pane={pane} />
          <Suspense>
            <ListResizer width={width} />
          </Suspense>
          <div
            id="pane"
            tabIndex={-1}
            className="shell-pane relative flex min-h-0 min-w-0 outline-none"
          >
            <PanelHost>
              <PageNameContext value={setPageName}>
                <ErrorBoundary key={route.kind}>
                  <Suspense>
                    <Pane route={route} />
                  </Suspense>
                </ErrorBoundary>
              </PageNameContext>
            </PanelHost>
          </div>
        </main>
        <Toasts />
        <Suspense>
          <AfterStart />
        </Suspense>
        {dialog === 'log-out' && <LogOutDialog onClose={closeDialog} />}
        {dialog && dialog !== 'log-out' && (
          <Suspense>
            <Dialogs dialog={dialog} onClose={closeDialog} />
          </Suspense>
        )}
      </PanelContext>
    </ShellContext>
  )
}

/** The first Tab stop. It leads past the list to the open conversation or page. */
function SkipLink() {
  const { conversations: labels } = useCatalogue()
  return (
    <a
      href="#pane"
      onClick={(event) => {
        event.preventDefault()
        document.querySelector<HTMLElement>('.shell-pane')?.focus()
      }}
      className="sr-only focus-visible:not-sr-only focus-visible:absolute! focus-visible:start-2 focus-visible:top-2 focus-visible:z-notice focus-visible:rounded-control focus-visible:bg-bg focus-visible:p-3! focus-visible:shadow-card"
    >
      {labels.skip}
    </a>
  )
}

function Pane({ route }: { route: Route }) {
  switch (route.kind) {
    case 'home':
      return <HomePane />
    case 'conversation':
      // The key makes a new component for another id, without the state of the previous one.
      return <Conversation key={route.id} id={route.id} />
    default:
      return <Pages route={route} />
  }
}
