import './account/theme.ts'
import './styles/index.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { LanguageContext, loadLanguage } from './i18n/language.ts'
import { followSession } from './messaging.ts'
import { createSessionController } from './session/controller.ts'
import { fetchSignedIn } from './parts.ts'
import { ErrorBoundary } from './ui/ErrorBoundary.tsx'

const loadMessenger = () => import('./realtime/messenger.ts')

const session = createSessionController()
const messaging = followSession(session, loadMessenger)

/** Fetches the code of what comes next while the server is still asked whether it may come. */
session.subscribe(() => {
  if (session.getState().kind === 'bridging') fetchSignedIn(loadMessenger)
})
void session.start()

/** No await at the top: the catalogue's file imports this one, and each would wait for the other. */
async function show(): Promise<void> {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')

  const language = await loadLanguage()
  document.documentElement.lang = language.lang
  document.documentElement.dir = language.dir

  createRoot(root).render(
    <StrictMode>
      <LanguageContext value={language}>
        <ErrorBoundary page>
          <App session={session} messaging={messaging} />
        </ErrorBoundary>
      </LanguageContext>
    </StrictMode>,
  )
}
void show()
