import type { Monitoring } from '../../../wire/monitoring/monitoring.ts'
import type { MonitoringWindow } from '../../../wire/monitoring/monitoring-windows.ts'
import type { OwnProfile, ProfileChange } from '../../../wire/people.ts'
import type { DeviceSession } from '../../../wire/session.ts'
import type { Api } from '../../requests/http.ts'
import type { PresenceWatch } from '../live/presence.ts'
import type { Renames } from '../live/renames.ts'
import type { Store } from '../store/store.ts'

/** The signed-in person's own profile and sessions. All throw RequestError. */
export interface AccountSlice {
  updateProfile(change: ProfileChange): Promise<void>
  /** A finished upload becomes the picture. Null takes the picture away. */
  changePicture(uploadId: string | null): Promise<void>
  sessions(): Promise<readonly DeviceSession[]>
  /** What all relays count. Only administrators get it. */
  monitoring(window: MonitoringWindow): Promise<Monitoring>
  endSession(id: string): Promise<void>
  endOtherSessions(): Promise<void>
  /** Deletes the account. `proof` is the token of a sign-in of a moment ago; null stands for that of this browser. */
  remove(proof: string | null): Promise<void>
}

interface Needs {
  store: Store
  call: Api
  background: Api
  renames: Renames
  presence: PresenceWatch
}

export function createAccountSlice(needs: Needs): AccountSlice {
  const { store, call, background, renames, presence } = needs
  function adopt(me: OwnProfile): void {
    store.model.me = me
    renames.apply([me])
  }
  return {
    changePicture: async (upload_id) =>
      adopt(await call<OwnProfile>('PUT', '/api/profile/picture', { upload_id })),
    async updateProfile(change) {
      const me = await call<OwnProfile>('PUT', '/api/profile', change)
      const wasHidden = !store.model.me.show_presence
      adopt(me)
      if (wasHidden && me.show_presence) presence.watchAgain()
    },
    // The device page asks for the list again and again. After a rate limit, the request waits and no error is shown.
    sessions: async () =>
      (await background<{ items: DeviceSession[] }>('GET', '/api/auth/sessions')).items,
    monitoring: (window) => background('GET', `/api/admin/monitoring?window=${window}`),
    endSession: (id) => call('DELETE', `/api/auth/sessions/${id}`),
    endOtherSessions: () => call('DELETE', '/api/auth/sessions'),
    remove: (proof) =>
      call('DELETE', '/api/account', {}, proof ? { authorization: `Bearer ${proof}` } : {}),
  }
}
