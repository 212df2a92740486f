import { Suspense, useSyncExternalStore } from 'react'
import { MessengerContext } from './conversations/context.ts'
import { useRoute } from './conversations/routes.ts'
import type { Messaging } from './messaging.ts'
import { Doctor, Shell } from './parts.ts'
import { SessionContext } from './session/context.ts'
import { Gate } from './session/Gate.tsx'
import type { SessionController } from './session/model.ts'
import { Starting } from './session/Starting.tsx'

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
        // In front of the gate: it is for those who cannot get in.
        <Suspense fallback={<Starting />}>
          <Doctor messaging={messaging} />
        </Suspense>
      ) : (
        <Gate open={state.kind === 'open'}>
          {state.kind === 'open' && (
            <MessengerContext value={state.messenger}>
              <Shell />
            </MessengerContext>
          )}
        </Gate>
      )}
    </SessionContext>
  )
}
