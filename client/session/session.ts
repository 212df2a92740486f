import type { ErrorCode } from '../../wire/error-codes.ts'
import type { EndReason } from '../../wire/session.ts'
import type { Api } from '../requests/http.ts'
import { createLifecycle } from './lifecycle.ts'
import { endOrphan, type LogOut } from './log-out.ts'
import type { SessionState, SignedOutReason } from './model.ts'
import { createSteps, failed, failure, type Outcome } from './steps.ts'
import type { Store } from './store.ts'
import type { Opened, SignInService } from './supabase.ts'
import type { TabMessage, Tabs } from './tabs.ts'

interface Parts {
  call: Api
  state: Store<SessionState>
  tabs: Tabs
  logOut: LogOut
  signIn: SignInService
}

/** What can happen to the session of this tab once Supabase is known, and where each of it leads. */
export function createSession({ call, state, tabs, logOut, signIn }: Parts) {
  const steps = createSteps(call, signIn, ({ user, session }) => {
    tabs.countTurn()
    const { id: sessionId, expires_in: expiresIn } = session
    tabs.tell({ kind: 'renewed', userId: user.id, sessionId, expiresIn })
  })
  const lifecycle = createLifecycle({ state, tabs, logOut, steps })
  /** The person whom the present state, or the step under way, is about. */
  let subject: string | null = null
  let recovering: Promise<boolean> | null = null

  const load = (meanwhile: SessionState) => {
    subject = signIn.storedUser()
    return lifecycle.move(steps.load, meanwhile)
  }
  const bridge = () => {
    subject = signIn.storedUser()
    return lifecycle.move(steps.bridge, { kind: 'bridging' })
  }
  const end = (reason: SignedOutReason) => {
    subject = null
    lifecycle.end(reason)
  }
  const askForPassword = () => {
    subject = signIn.storedUser()
    lifecycle.enter({ kind: 'new_password' })
  }
  const tidy = () => void tabs.exclusively(() => endOrphan(call, signIn)).catch(() => undefined)

  return {
    load,
    bridge,
    askForPassword,

    /** The page was opened, perhaps by a link from a mail. */
    async begin(opened: Opened): Promise<void> {
      if (opened === 'recovery') return askForPassword()
      if (opened === 'signed_in') return bridge()
      if (signIn.storedUser() !== null) return load({ kind: 'starting' })
      end(opened === 'link_expired' ? 'link_expired' : 'never')
      tidy()
    },

    /** Supabase's part of the sign-in changed: in another tab, or because a renewal of it was refused. */
    onSignIn(): void {
      const stored = signIn.storedUser()
      if (stored === (state.get().kind === 'signed_out' ? null : subject)) return
      if (stored !== null) return void load({ kind: 'bridging' })
      end('expired')
      tidy()
    },

    /** Bridges once more, for the doctor. What is live stays so whatever comes of it; what failed before may be mended. */
    async check(): Promise<Outcome> {
      const outcome = await tabs
        .exclusively(async () => {
          await logOut.finish()
          return steps.bridge()
        })
        .catch((error: unknown) => failed(error))
      if (outcome.kind === 'ready' && state.get().kind === 'failed') lifecycle.enter(outcome)
      return outcome
    },

    onTabMessage(message: TabMessage): void {
      const now = state.get()
      if (message.kind === 'logged_out') {
        if (now.kind !== 'signed_out') end('elsewhere')
      } else if (now.kind === 'ready' && now.user.id === message.userId) {
        const { sessionId, expiresIn } = message
        lifecycle.enter({ ...now, sessionId, expiresIn })
      } else if (now.kind === 'failed' || now.kind === 'signed_out') {
        void load({ kind: 'bridging' })
      }
    },

    recover(): Promise<boolean> {
      recovering ??= lifecycle.renew({ patient: false }).finally(() => {
        recovering = null
      })
      return recovering
    },

    refused(code: ErrorCode): void {
      if (state.get().kind === 'ready') lifecycle.enter(failure(code))
    },

    async ended(reason: EndReason): Promise<boolean> {
      if (reason === 'replaced' || reason === 'expired') {
        return lifecycle.inPlace(steps.load, { patient: false })
      }
      if (state.get().kind !== 'signed_out') {
        signIn.forget()
        tabs.tell({ kind: 'logged_out' })
        end(endings[reason])
      }
      return false
    },

    async logOut(): Promise<void> {
      logOut.begin()
      end('by_me')
      tabs.tell({ kind: 'logged_out' })
      await tabs.exclusively(logOut.finish).catch(() => undefined)
    },
  }
}
export type Session = ReturnType<typeof createSession>

const endings: Readonly<Record<Exclude<EndReason, 'replaced' | 'expired'>, SignedOutReason>> = {
  logged_out: 'elsewhere',
  ended_by_owner: 'elsewhere',
  sign_in_ended: 'elsewhere',
  refresh_token_reuse: 'ended',
  account_deleted: 'ended',
  administrator: 'ended',
}
