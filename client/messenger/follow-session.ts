import { nextChance } from '../browser/next-chance.ts'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import type { Messenger } from '../realtime/messenger.ts'
import type { SessionController, SessionState } from '../session/model.ts'

type CreateMessenger = (options: {
  user: Extract<SessionState, { kind: 'ready' }>['user']
  session: SessionController
}) => Messenger

/** The messenger in effect, or none. A fault means that its code could not be fetched yet. */
export interface Messaging {
  getState(): MessagingState
  subscribe(listener: () => void): () => void
}

type MessagingState =
  { kind: 'none' } | { kind: 'open'; messenger: Messenger } | { kind: 'fault'; error: unknown }

/**
 * Gives every session its messenger. It is made when the bridge has resolved, stays while the same person's session is
 * renewed, and stops when the session ends. It lives outside React, so that no re-mount opens a second socket.
 */
export function followSession(
  session: SessionController,
  load: () => Promise<{ createMessenger: CreateMessenger }>,
): Messaging {
  let state: MessagingState = { kind: 'none' }
  /** It stays after a failure, because a log-out from there has to delete what it stored. */
  let last: { userId: string; messenger: Messenger } | null = null
  let lastUserId: string | null = null
  const listeners = new Set<() => void>()

  /** The page shows the fault until it is loaded anew. */
  let isBroken = false

  function become(next: MessagingState) {
    state = next
    for (const listener of listeners) listener()
  }

  function open({ createMessenger }: { createMessenger: CreateMessenger }) {
    const now = session.getState()
    if (now.kind !== 'ready' || state.kind === 'open') return
    const messenger = createMessenger({ user: now.user, session })
    last = { userId: now.user.id, messenger }
    // The address may still name a conversation of the person before.
    if (lastUserId !== null && lastUserId !== now.user.id) navigate(paths.home, { replace: true })
    lastUserId = now.user.id
    messenger.start()
    become({ kind: 'open', messenger })
  }

  const fault = (error: unknown) => {
    isBroken = true
    become({ kind: 'fault', error })
  }
  /** Nothing is open that a reload could lose. */
  async function waitForCode(cause: unknown) {
    fault(cause)
    await nextChance(4000)
    load().then(() => location.reload(), waitForCode)
  }

  function close(forget: boolean) {
    if (state.kind === 'none' && !forget) return
    void last?.messenger.stop({ forget })
    if (forget) last = null
    if (state.kind !== 'none') become({ kind: 'none' })
  }

  function follow() {
    const now = session.getState()
    // `starting` after `ready`: another person signed in to this browser.
    if (now.kind === 'failed' || now.kind === 'starting') close(false)
    if (now.kind === 'signed_out') close(true)
    if (now.kind !== 'ready' || isBroken) return
    if (state.kind === 'open' && last?.userId === now.user.id) return
    close(false)
    load().then(open, waitForCode).catch(fault)
  }

  session.subscribe(follow)
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
