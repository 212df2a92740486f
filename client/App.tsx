import { Suspense, useEffect, useSyncExternalStore } from 'react'
import { whenIdle } from './browser/when-idle.ts'
import { MessengerContext } from './messenger/context.ts'
import { useRoute } from './navigation/routes.ts'
import type { Messaging } from './messenger/follow-session.ts'
import { SessionContext } from './session/context.ts'
import { Gate, loadSignIn } from './session/pages/Gate.tsx'
import type { SessionController } from './session/model.ts'
import { Starting } from './session/pages/Starting.tsx'
import { lazy } from './ui/later/lazy.tsx'

const Doctor = lazy(() => import('./doctor/Doctor.tsx'))
const Shell = lazy(() => import('./shell/Shell.tsx'))

const preload = () =>
  import('./preload.ts').then(({ fetchRest }) => fetchRest()).catch(() => undefined)

interface AppProps {
  session: SessionController
  messaging: Messaging
}

export function App({ session, messaging }: AppProps) {
  const state = useSyncExternalStore(messaging.subscribe, messaging.getState)
  const route = useRoute()
  if (state.kind === 'fault') throw state.error
  return (
    <SessionContext value={session}>
      {route.kind === 'doctor' ? (
        // The doctor stands in front of the gate, because it helps people who cannot get in.
        <Suspense fallback={<Starting />}>
          <Doctor messaging={messaging} />
        </Suspense>
      ) : (
        <Gate open={state.kind === 'open'}>
          {state.kind === 'open' && (
            <MessengerContext value={state.messenger}>
              <Shell />
              <FetchRest session={session} />
            </MessengerContext>
          )}
        </Gate>
      )}
    </SessionContext>
  )
}

/** Starts what can wait until the shell is shown. It stands beside the shell, so it starts then. */
function FetchRest({ session }: Pick<AppProps, 'session'>) {
  useEffect(() => {
    // A person who logs out without a connection needs the sign-in page, so it does not wait for an idle moment.
    loadSignIn().catch(() => undefined)
    return whenIdle(() => {
      session.keepSignIn()
      void preload()
    })
  }, [session])
  return null
}
