import type { ErrorCode } from '../../wire/error-codes.ts'
import type { EndReason } from '../../wire/session.ts'
import { nextChance } from '../browser/next-chance.ts'
import type { Api } from '../requests/http.ts'
import { createLifecycle } from './lifecycle.ts'
import { endOrphan, type LogOut } from './log-out.ts'
import { createOtherPerson } from './other-person.ts'
import type { SessionEvent, SessionLife, StateAfter } from './session-life.ts'
import { createSteps, failed, failure, passwordWanted, type Outcome } from './steps.ts'
import type { SignInService } from './supabase/supabase.ts'
import type { Opened, SignedOutReason, SignInProblem } from './supabase/sign-in-result.ts'
import type { TabMessage, Tabs } from './tabs.ts'

interface Needs {
  call: Api
  life: SessionLife
  tabs: Tabs
  logOut: LogOut
  signIn: SignInService
}

/**
 * What can happen to the session of this tab once the code for Supabase is loaded. `session-life.ts` says where it
 * leads.
 */
export function createSession({ call, life, tabs, logOut, signIn }: Needs) {
  const steps = createSteps(call, signIn, ({ user, session }) => {
    tabs.countTurn()
    const { id: sessionId, expires_in: expiresIn } = session
    tabs.tell({ kind: 'renewed', userId: user.id, sessionId, expiresIn })
  })
  const lifecycle = createLifecycle({ life, tabs, logOut, steps })
  /** The id of the person whom the present state or the running step is about. */
  let subject: string | null = null
  let recovering: Promise<boolean> | null = null
  /** Why Supabase refused to renew the sign-in, if it did. */
  let refusal: SignedOutReason | null = null

  /** Before a step that would look for a session. */
  function askForPassword(): boolean {
    const wanted = passwordWanted(signIn)
    if (wanted !== null) lifecycle.enter('ask_password', wanted)
    return wanted !== null
  }
  async function load<E extends SessionEvent>(event: E, meanwhile: StateAfter<E>): Promise<void> {
    if (!life.knows(event)) return
    subject = signIn.storedUser() ?? null
    if (!askForPassword()) await lifecycle.move(event, steps.load, meanwhile)
  }
  const followOther = () => load('other_person', { kind: 'starting' })
  const other = createOtherPerson({
    life,
    lifecycle,
    storedUser: signIn.storedUser,
    subject: () => subject,
    follow: followOther,
  })
  const bridge = async () => {
    refusal = null
    subject = signIn.storedUser() ?? null
    if (!askForPassword()) await lifecycle.move('bridge', steps.bridge, { kind: 'bridging' })
  }
  const end = (event: 'ended' | 'ended_elsewhere', reason: SignedOutReason) => {
    if (lifecycle.enter(event, { kind: 'signed_out', reason })) subject = null
  }
  /** The page shows the failure of before meanwhile. */
  async function tryAgain(step: () => Promise<Outcome>): Promise<Outcome> {
    const outcome = await tabs
      .exclusively(async () => {
        await logOut.finish()
        return step()
      })
      .catch((error: unknown) => failed(error))
    if (life.get().kind === 'failed') lifecycle.settle(outcome)
    return outcome
  }
  /** A network that comes back may fail once more. The page gives way only to one that stays away. */
  async function patiently(act: (options: { patient: boolean }) => Promise<boolean>) {
    if (await act({ patient: true })) return true
    if (life.get().kind !== 'ready') return false
    await nextChance(1000, 30_000)
    return act({ patient: false })
  }
  const tidy = () => void tabs.exclusively(() => endOrphan(call, signIn)).catch(() => undefined)

  return {
    bridge,

    /** The page was opened, perhaps by a link from a mail. Again after the person declined the link. */
    async begin(opened: Opened): Promise<void> {
      if (opened.kind === 'question') {
        lifecycle.enter('ask_link', { kind: 'link', question: opened.question })
        return
      }
      if (opened.kind === 'signed_in') return bridge()
      if (signIn.storedUser() !== null) return load('load', { kind: 'starting' })
      end('ended', opened.kind === 'nothing' ? (refusal ?? 'never') : reasonOf(opened.problem))
      tidy()
    },

    /**
     * Supabase refused to renew the sign-in. It is over, also while its last token is still good. Supabase's client then
     * finds nothing stored, and `onSignIn` ends the session.
     */
    supabaseRefused(reason: SignedOutReason): void {
      refusal = reason
      signIn.forget()
      tabs.tell({ kind: 'logged_out', reason })
    },

    /** The sign-in at Supabase changed: in another tab, or because its renewal was refused. */
    onSignIn(): void {
      if (life.get().kind === 'link' || logOut.endsSignIn()) return
      const stored = signIn.storedUser()
      if (stored === undefined) return
      if (stored === (life.get().kind === 'signed_out' ? null : other.shown())) return
      if (life.knows('other_person') && other.isThere()) return void followOther()
      if (stored !== null) return void load('bridge', { kind: 'bridging' })
      end('ended', refusal ?? 'expired')
      tidy()
    },

    /**
     * Bridges once more, for the doctor. A live session stays as it is. One that failed before may be mended, be over,
     * or fail for another reason.
     */
    check: () => tryAgain(steps.bridge),

    /** The same for a page that waits out a failure. The cookies may still be good, so it looks at them first. */
    again: () => tryAgain(async () => passwordWanted(signIn) ?? steps.load()),

    onTabMessage(message: TabMessage): void {
      if (message.kind === 'logged_out')
        return end('ended_elsewhere', message.reason ?? 'elsewhere')
      const now = life.get()
      if (now.kind === 'ready' && now.user.id === message.userId) {
        const { sessionId, expiresIn } = message
        lifecycle.enter('renewed', { ...now, sessionId, expiresIn })
      } else if (now.kind === 'ready') void followOther()
      else void load('found_elsewhere', { kind: 'bridging' })
    },

    /** Tries again after a failure. */
    async retry(): Promise<void> {
      const now = life.get()
      if (now.kind !== 'failed') return
      // The relay refused the cookies, so only a new bridge can help. After another failure they may still be good.
      const isRefused = now.cause.startsWith('session_') || now.cause === 'invalid_token'
      await (isRefused ? bridge() : load('retry', { kind: 'bridging' }))
    },

    recover(): Promise<boolean> {
      recovering ??= patiently(lifecycle.renew).finally(() => {
        recovering = null
      })
      return recovering
    },

    refused(code: ErrorCode): void {
      lifecycle.enter('socket_refused', failure(code))
    },

    otherPerson: other.refused,

    async ended(reason: EndReason): Promise<boolean> {
      if (reason === 'replaced' || reason === 'expired') {
        return patiently((options) => lifecycle.inPlace(steps.load, options))
      }
      if (!life.knows('ended_elsewhere')) return false
      if (other.isThere()) {
        void followOther()
        return false
      }
      signIn.forget()
      tabs.tell({ kind: 'logged_out' })
      end(
        'ended_elsewhere',
        elsewhere.includes(reason) ? 'elsewhere' : reason === 'suspended' ? reason : 'ended',
      )
      return false
    },

    async logOut(): Promise<void> {
      if (other.isThere()) return followOther()
      logOut.begin(other.shown())
      end('ended', 'by_me')
      tabs.tell({ kind: 'logged_out' })
      await tabs.exclusively(logOut.finish).catch(() => undefined)
    },
  }
}
export type Session = ReturnType<typeof createSession>

const reasonOf = (problem: SignInProblem): SignedOutReason =>
  problem === 'link_expired' ? problem : 'link_refused'

/** The person or Supabase ended the session elsewhere. The operator or a security rule did for any other reason. */
const elsewhere: readonly EndReason[] = ['logged_out', 'ended_by_owner', 'sign_in_ended']
