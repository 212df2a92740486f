import type { Lifecycle } from './lifecycle.ts'
import type { SessionLife } from './session-life.ts'
import { failure } from './steps.ts'

interface Needs {
  life: SessionLife
  lifecycle: Lifecycle
  storedUser(): string | null | undefined
  /** The person of the last step that was begun. */
  subject(): string | null
  /** Hides the page, and loads the session of the person who is signed in now. */
  follow(): Promise<void>
}

/** Another tab may sign in another person while this one sleeps. This tab must then act for nobody else. */
export function createOtherPerson({ life, lifecycle, storedUser, subject, follow }: Needs) {
  /** The person whom the relay let in again after it had refused them. */
  let letInAgain: string | null = null

  function shown(): string | null {
    const now = life.get()
    return now.kind === 'ready' ? now.user.id : subject()
  }
  const isReady = (userId: string) => life.get().kind === 'ready' && shown() === userId

  return {
    /** The person whom the present state is about. */
    shown,
    /**
     * Whether another person is signed in to this browser. Then this tab ends no session and forgets no sign-in: they
     * would be the other person's.
     */
    isThere(): boolean {
      const stored = storedUser()
      return typeof stored === 'string' && stored !== shown()
    },
    /** The relay refused a request of this person. It may have been made long ago. */
    async refused(userId: string): Promise<void> {
      if (!isReady(userId)) return
      // A relay that contradicts itself would be asked for ever.
      if (letInAgain === userId) {
        lifecycle.enter('socket_refused', failure('other_person'))
        return
      }
      await follow()
      letInAgain = isReady(userId) ? userId : null
    },
  }
}
