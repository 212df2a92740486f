import type { DeviceSession } from '../../wire/session.ts'
import type { Api } from '../requests/http.ts'
import type { Messenger } from './model.ts'

export type DeviceCommands = Pick<Messenger, 'sessions' | 'endSession' | 'endOtherSessions'>

/** Where this person is signed in. The list is looked up again and again, without anybody asking. */
export function createDevices(call: Api, background: Api): DeviceCommands {
  return {
    sessions: async () =>
      (await background<{ items: DeviceSession[] }>('GET', '/api/auth/sessions')).items,
    endSession: (id) => call('DELETE', `/api/auth/sessions/${id}`),
    endOtherSessions: () => call('DELETE', '/api/auth/sessions'),
  }
}
