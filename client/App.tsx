import { useSyncExternalStore } from 'react'
import { MessengerContext } from './conversations/context.ts'
import type { Messaging } from './messaging.ts'
import { Shell } from './parts.ts'
import { SessionContext } from './session/context.ts'
import { Gate } from './session/Gate.tsx'
import type { SessionController } from './session/model.ts'

interface AppProps {
  session: SessionController
  messaging: Messaging
}

export function App({ session, messaging }: AppProps) {
  const state = useSyncExternalStore(messaging.subscribe, messaging.getState)
  if (state.kind === 'fault') throw state.error
  return (
    <SessionContext value={session}>
      <Gate open={state.kind === 'open'}>
        {state.kind === 'open' && (
          <MessengerContext value={state.messenger}>
            <Shell />
          </MessengerContext>
        )}
      </Gate>
    </SessionContext>
  )
}
