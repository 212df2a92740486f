import './account/theme.ts'
import './styles/index.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { hasSignIn } from './browser/stores.ts'
import { followLanguage, LanguageContext } from './i18n/language.ts'
import { followSession } from './messenger/follow-session.ts'
import { createSessionController } from './session/controller.ts'
import { ErrorBoundary } from './ui/ErrorBoundary.tsx'

const loadMessenger = () => import('./realtime/messenger.ts')
const loadShell = () => import('./shell/Shell.tsx')

const session = createSessionController()
const messaging = followSession(session, loadMessenger)

/** Fetches the code of the page while the session is not open yet. A failure is shown where the code is needed. */
function fetchPage(): void {
  for (const load of [loadMessenger, loadShell]) load().catch(() => undefined)
}
if (hasSignIn()) fetchPage()
session.subscribe(() => {
  if (session.getState().kind === 'bridging') fetchPage()
})
void session.start()

/** This file has no await at the top. The catalogue's file imports it, and each would wait for the other. */
function show(): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  // `browser/start-check.js` has told that this browser is too old.
  if (document.documentElement.hasAttribute('data-too-old')) return

  const page = createRoot(root)
  void followLanguage((language) => {
    document.documentElement.lang = language.lang
    page.render(
      <StrictMode>
        <LanguageContext value={language}>
          <ErrorBoundary page>
            <App session={session} messaging={messaging} />
          </ErrorBoundary>
        </LanguageContext>
      </StrictMode>,
    )
  })
}
show()
