import { lazy, Suspense, useState } from 'react'
import { Route, Routes, useMatch } from 'react-router'
import { useText } from '../i18n/language.ts'
import { Conversation } from '../timeline/Conversation.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { ConversationList } from './ConversationList.tsx'
import { Footer } from './Footer.tsx'
import { HomePane } from './HomePane.tsx'
import { ListResizer } from './ListResizer.tsx'
import { ShellContext, type ShellDialog } from './shell-context.ts'
import { useListWidth } from './useListWidth.ts'
import { usePageTitle } from './usePageTitle.ts'
import { useShellShortcuts } from './useShellShortcuts.ts'

const Dialogs = lazy(() => import('./Dialogs.tsx'))
const Settings = lazy(() => import('../account/Settings.tsx'))
const NotFound = lazy(() => import('./NotFound.tsx'))

/** The page of someone who is signed in: the list, what is open beside it, and whatever lies on top. */
export default function Shell() {
  const text = useText()
  const [dialog, setDialog] = useState<ShellDialog | null>(null)
  const width = useListWidth()
  const home = useMatch('/') !== null
  usePageTitle()
  useShellShortcuts(setDialog)

  return (
    <ShellContext value={setDialog}>
      <main
        className="shell"
        data-pane={home ? 'closed' : 'open'}
        style={{ '--list-width': `${width.value}px` } as React.CSSProperties}
      >
        <h1 className="sr-only">{text.conversations.app}</h1>
        <ConnectionBanner />
        <ConversationList />
        <Footer pane={home ? 'closed' : 'open'} />
        <ListResizer width={width} />
        <div className="shell-pane min-h-0 min-w-0">
          <Suspense>
            <Routes>
              <Route index element={<HomePane />} />
              <Route path="c/:id" element={<Conversation />} />
              <Route path="settings" element={<Settings />} />
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Suspense>
        </div>
      </main>
      {dialog && (
        <Suspense>
          <Dialogs dialog={dialog} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </ShellContext>
  )
}
