import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import { MessengerContext } from '../messenger/context.ts'
import type { Messenger, MessengerState } from '../realtime/model.ts'
import { SessionContext } from '../session/context.ts'
import type { Finding, SessionChecks, SessionController, SessionState } from '../session/model.ts'
import { ADA } from './messages.ts'

const user = {
  id: ADA,
  username: 'ada',
  display_name: 'Ada',
  avatar_url: null,
  email: 'ada@example.com',
  role: 'member',
  show_presence: true,
} as const

/** A messenger that does nothing but remember what it was asked. */
export function stageMessenger(change: Partial<MessengerState> = {}) {
  let state: MessengerState = {
    me: user,
    connection: { kind: 'online' },
    heldUpUntil: null,
    waiting: 0,
    conversations: { status: 'ready', items: [], hasMore: false },
    timelines: {},
    threads: {},
    quoted: {},
    blocked: [],
    typing: {},
    presence: {},
    ...change,
  }
  const listeners = new Set<() => void>()
  const messenger = {
    getState: () => state,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: vi.fn<Messenger['start']>(),
    stop: vi.fn<Messenger['stop']>().mockResolvedValue(),
    loadMoreConversations: vi.fn<Messenger['loadMoreConversations']>().mockResolvedValue(),
    searchPeople: vi.fn<Messenger['searchPeople']>().mockResolvedValue([]),
    findConversations: vi.fn<Messenger['findConversations']>().mockResolvedValue(null),
    startDirect: vi.fn<Messenger['startDirect']>(),
    updateProfile: vi.fn<Messenger['updateProfile']>().mockResolvedValue(),
    block: vi.fn<Messenger['block']>().mockResolvedValue(),
    createGroup: vi.fn<Messenger['createGroup']>(),
    changeGroup: vi.fn<Messenger['changeGroup']>().mockResolvedValue(),
    addPeople: vi.fn<Messenger['addPeople']>().mockResolvedValue(),
    removePerson: vi.fn<Messenger['removePerson']>().mockResolvedValue(),
    setRole: vi.fn<Messenger['setRole']>().mockResolvedValue(),
    leave: vi.fn<Messenger['leave']>().mockResolvedValue(),
    changeOwn: vi.fn<Messenger['changeOwn']>().mockResolvedValue(),
    edit: vi.fn<Messenger['edit']>().mockResolvedValue(),
    remove: vi.fn<Messenger['remove']>().mockResolvedValue(),
    react: vi.fn<Messenger['react']>().mockResolvedValue(),
    search: vi.fn<Messenger['search']>().mockResolvedValue({ items: [], next_cursor: null }),
    sessions: vi.fn<Messenger['sessions']>().mockResolvedValue([]),
    endSession: vi.fn<Messenger['endSession']>().mockResolvedValue(),
    endOtherSessions: vi.fn<Messenger['endOtherSessions']>().mockResolvedValue(),
    onArrival: vi.fn<Messenger['onArrival']>().mockReturnValue(() => undefined),
    roundTrip: vi.fn<Messenger['roundTrip']>().mockResolvedValue(1),
    open: vi.fn<Messenger['open']>(),
    close: vi.fn<Messenger['close']>(),
    setFollowing: vi.fn<Messenger['setFollowing']>(),
    loadEarlier: vi.fn<Messenger['loadEarlier']>().mockResolvedValue(),
    loadLater: vi.fn<Messenger['loadLater']>().mockResolvedValue(),
    openAround: vi.fn<Messenger['openAround']>().mockResolvedValue(),
    toLatest: vi.fn<Messenger['toLatest']>().mockResolvedValue(),
    holdQuoted: vi.fn<Messenger['holdQuoted']>().mockReturnValue(() => undefined),
    openThread: vi.fn<Messenger['openThread']>(),
    closeThread: vi.fn<Messenger['closeThread']>(),
    send: vi.fn<Messenger['send']>().mockResolvedValue(),
    retry: vi.fn<Messenger['retry']>().mockResolvedValue(),
    discard: vi.fn<Messenger['discard']>().mockResolvedValue(),
    markRead: vi.fn<Messenger['markRead']>(),
    setTyping: vi.fn<Messenger['setTyping']>(),
    draft: vi.fn<Messenger['draft']>().mockReturnValue(''),
    saveDraft: vi.fn<Messenger['saveDraft']>(),
  } satisfies Messenger
  return {
    ...messenger,
    become(next: Partial<MessengerState>) {
      state = { ...state, ...next }
      for (const listener of listeners) listener()
    },
  }
}

const fine = (version: string | null = null): Finding => ({ kind: 'ok', version })

/** A sign-in service that allows a password, and refuses everything until it is told otherwise. */
export function stageSession(initial: SessionState = { kind: 'signed_out', reason: 'never' }) {
  let state = initial
  const listeners = new Set<() => void>()
  const refused = { kind: 'refused', reason: 'wrong_credentials' } as const
  const session = {
    getState: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: vi.fn<SessionController['start']>().mockResolvedValue(),
    config: () => null,
    checks: {
      server: vi.fn<SessionChecks['server']>().mockResolvedValue(fine('1')),
      supabase: vi.fn<SessionChecks['supabase']>().mockResolvedValue(fine()),
      signedIn: vi.fn<SessionChecks['signedIn']>().mockResolvedValue(fine()),
      bridge: vi.fn<SessionChecks['bridge']>().mockResolvedValue(fine()),
      cookie: vi.fn<SessionChecks['cookie']>().mockResolvedValue(fine()),
      database: vi.fn<SessionChecks['database']>().mockResolvedValue(fine()),
    },
    methods: vi.fn<SessionController['methods']>().mockResolvedValue({
      password: true,
      emailLink: false,
      google: false,
      phone: false,
      signUp: true,
    }),
    signInWithPassword: vi.fn<SessionController['signInWithPassword']>().mockResolvedValue(refused),
    signUp: vi.fn<SessionController['signUp']>().mockResolvedValue(refused),
    sendEmailLink: vi.fn<SessionController['sendEmailLink']>().mockResolvedValue(refused),
    sendPhoneCode: vi.fn<SessionController['sendPhoneCode']>().mockResolvedValue(refused),
    verifyCode: vi.fn<SessionController['verifyCode']>().mockResolvedValue(refused),
    resend: vi.fn<SessionController['resend']>().mockResolvedValue(refused),
    signInWithGoogle: vi.fn<SessionController['signInWithGoogle']>().mockResolvedValue(),
    sendPasswordReset: vi.fn<SessionController['sendPasswordReset']>().mockResolvedValue(refused),
    setNewPassword: vi.fn<SessionController['setNewPassword']>().mockResolvedValue(refused),
    retry: vi.fn<SessionController['retry']>().mockResolvedValue(),
    logOut: vi.fn<SessionController['logOut']>().mockResolvedValue(),
    recover: vi.fn<SessionController['recover']>().mockResolvedValue(true),
    refused: vi.fn<SessionController['refused']>(),
    ended: vi.fn<SessionController['ended']>().mockResolvedValue(true),
  } satisfies SessionController
  return {
    ...session,
    become(next: SessionState) {
      state = next
      for (const listener of listeners) listener()
    },
  }
}

export const ready: SessionState = { kind: 'ready', user, sessionId: 'session', expiresIn: 900 }

/** Draws a part of the page with what it needs around it. */
export function stage(
  part: ReactNode,
  { messenger = stageMessenger(), session = stageSession() } = {},
) {
  const around = (inner: ReactNode) => (
    <SessionContext value={session}>
      <MessengerContext value={messenger}>{inner}</MessengerContext>
    </SessionContext>
  )
  const view = render(around(part))
  return { ...view, messenger, session, again: (next: ReactNode) => view.rerender(around(next)) }
}
