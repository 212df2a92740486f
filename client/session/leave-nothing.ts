import type { SessionLife } from './session-life.ts'

/** Its code is fetched at the sign-in, so that it is there when a person logs out without a network. */
const load = () => import('../browser/personal-stores.ts')

/**
 * Deletes what people leave in this browser. When nobody is signed in, nobody's messages and drafts stay. When a person
 * is signed in, only theirs stay. A failure and a demand for another step of the sign-in end nothing: the person may
 * come back, and finds what waited to be sent. The same holds where this browser cannot say who is signed in: `signedIn`
 * is then undefined.
 */
export function leaveNothing(life: SessionLife, signedIn: () => string | null | undefined): void {
  // The answer may have changed while the code for the deletion was fetched.
  const stays = (userId: string) => {
    const now = life.get()
    const stored = signedIn()
    if (userId === stored) return true
    if (now.kind === 'ready') return now.user.id === userId
    return now.kind !== 'signed_out' || (now.reason === 'never' && stored === undefined)
  }
  life.subscribe(() => {
    const { kind } = life.get()
    if (kind === 'ready' || kind === 'signed_out') void forget().catch(() => undefined)
  })

  /** What could not be deleted now is deleted at the next start. */
  async function forget(): Promise<void> {
    const { forgetPeople, forgetNewAccount } = await load()
    if (life.get().kind === 'signed_out') forgetNewAccount()
    await forgetPeople(stays)
  }
}
