import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import { MessengerContext } from '../messenger/context.ts'
import type { Monitoring } from '../../wire/monitoring/monitoring.ts'
import type { Messenger } from '../realtime/messenger.ts'
import { RequestError } from '../requests/request-error.ts'
import type { FileMessages } from '../realtime/outbox/file-messages.ts'
import type { MessengerState } from '../realtime/store/messenger-state.ts'
import { SessionContext } from '../session/context.ts'
import type { Finding, SessionChecks, SessionController, SessionState } from '../session/model.ts'
import { ADA } from './fixtures.ts'

/** The same lists each time, as a store gives them. */
const nothing: ReturnType<Messenger['outbox']['pending']> = []
const noNotices: ReturnType<Messenger['moderation']['notices']> = []

/** What an administrator sees while two devices are connected. */
const numbers: Monitoring = {
  as_of: '2026-01-01T12:00:00.000Z',
  step_seconds: 15,
  nodes: 1,
  sockets: 2,
  people: 1,
  totals: {
    opened: 3,
    closed: 1,
    sent: 4,
    delivered: 5,
    repaired: 0,
    latency_p50: 3.5,
    latency_p95: 8,
    success_rate: 1,
  },
  steps: [0, 15].map((second) => ({
    at: new Date(Date.UTC(2026, 0, 1, 11, 59, second)).toISOString(),
    sockets: 2,
    opened: 1,
    closed: 0,
    sent: 2,
    delivered: 2,
    repaired: 0,
    latency_p50: null,
    latency_p95: null,
  })),
  closed: [{ reason: 'transport close', count: 1 }],
  connections: [
    {
      person: { id: ADA, username: 'ada', display_name: '@', avatar_url: null },
      sockets: 2,
    },
  ],
}

const user = {
  id: ADA,
  username: 'ada',
  display_name: 'Ada',
  avatar_url: null,
  email: 'ada@example.com',
  role: 'member',
  show_presence: true,
} as const

/** The clock of a server that is so many milliseconds ahead of this device. */
export const serverClock = (ahead = 0): number => Date.now() + ahead - performance.now()

/** A messenger that only records its calls. */
export function stageMessenger(change: Partial<MessengerState> = {}) {
  const draftsShown = new Set<(body: string) => void>()
  let state: MessengerState = {
    me: user,
    connection: { kind: 'online' },
    rateLimitedUntil: null,
    serverClock: serverClock(),
    waiting: 0,
    unsent: 0,
    unsentByConversation: {},
    conversations: { status: 'ready', items: [], hasMore: false },
    timelines: {},
    threads: {},
    quoted: {},
    blocked: [],
    people: {},
    typing: {},
    presence: {},
    ...change,
  }
  const listeners = new Set<() => void>()
  const fileMessages = {
    send: vi.fn<FileMessages['send']>().mockResolvedValue(),
    cancel: vi.fn<FileMessages['cancel']>().mockResolvedValue(),
    progressOf: vi.fn<FileMessages['progressOf']>(),
    subscribe: vi.fn<FileMessages['subscribe']>(() => () => undefined),
    blobOf: vi.fn<FileMessages['blobOf']>().mockResolvedValue(undefined),
    isOnlyHere: vi.fn<FileMessages['isOnlyHere']>().mockReturnValue(false),
    upload: vi.fn<FileMessages['upload']>(),
  }
  const messenger = {
    getState: () => state,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: vi.fn<Messenger['start']>(),
    stop: vi.fn<Messenger['stop']>().mockResolvedValue(),
    conversations: {
      get: vi.fn<Messenger['conversations']['get']>((id) =>
        state.conversations.items.find((one) => one.id === id),
      ),
      onGone: vi.fn<Messenger['conversations']['onGone']>().mockReturnValue(() => undefined),
      fetch: vi.fn<Messenger['conversations']['fetch']>().mockResolvedValue(),
      loadMore: vi.fn<Messenger['conversations']['loadMore']>().mockResolvedValue(),
      find: vi.fn<Messenger['conversations']['find']>().mockResolvedValue(null),
      startDirect: vi.fn<Messenger['conversations']['startDirect']>(),
      changeOwn: vi.fn<Messenger['conversations']['changeOwn']>().mockResolvedValue(),
      changeLifetime: vi.fn<Messenger['conversations']['changeLifetime']>().mockResolvedValue(),
      setTyping: vi.fn<Messenger['conversations']['setTyping']>(),
    },
    timeline: {
      open: vi.fn<Messenger['timeline']['open']>(),
      close: vi.fn<Messenger['timeline']['close']>(),
      beforeOpening: vi.fn<Messenger['timeline']['beforeOpening']>(),
      openThread: vi.fn<Messenger['timeline']['openThread']>(),
      closeThread: vi.fn<Messenger['timeline']['closeThread']>(),
      setFollowing: vi.fn<Messenger['timeline']['setFollowing']>(),
      loadEarlier: vi.fn<Messenger['timeline']['loadEarlier']>().mockResolvedValue(),
      loadLater: vi.fn<Messenger['timeline']['loadLater']>().mockResolvedValue(),
      openAround: vi.fn<Messenger['timeline']['openAround']>().mockResolvedValue(),
      openUnread: vi.fn<Messenger['timeline']['openUnread']>().mockResolvedValue(),
      toLatest: vi.fn<Messenger['timeline']['toLatest']>().mockResolvedValue(),
      showQuoted: vi.fn<Messenger['timeline']['showQuoted']>().mockReturnValue(() => undefined),
      markRead: vi.fn<Messenger['timeline']['markRead']>(),
    },
    outbox: {
      send: vi.fn<Messenger['outbox']['send']>().mockResolvedValue(),
      pending: vi.fn<Messenger['outbox']['pending']>().mockReturnValue(nothing),
      retry: vi.fn<Messenger['outbox']['retry']>().mockResolvedValue(),
      takeBack: vi.fn<Messenger['outbox']['takeBack']>().mockResolvedValue(true),
      discard: vi.fn<Messenger['outbox']['discard']>().mockResolvedValue(),
      files: vi.fn<Messenger['outbox']['files']>(() => Promise.resolve(fileMessages)),
    },
    messages: {
      edit: vi.fn<Messenger['messages']['edit']>().mockResolvedValue(),
      remove: vi.fn<Messenger['messages']['remove']>().mockResolvedValue(),
      react: vi.fn<Messenger['messages']['react']>().mockResolvedValue(),
      follow: vi.fn<Messenger['messages']['follow']>().mockReturnValue(() => undefined),
      search: vi.fn<Messenger['messages']['search']>().mockResolvedValue({
        items: [],
        next_cursor: null,
      }),
    },
    drafts: {
      get: vi.fn<Messenger['drafts']['get']>().mockReturnValue(''),
      save: vi.fn<Messenger['drafts']['save']>(),
      flush: vi.fn<Messenger['drafts']['flush']>(),
      put: vi.fn<Messenger['drafts']['put']>((_id, body) => {
        for (const show of draftsShown) show(body)
      }),
      follow: vi.fn<Messenger['drafts']['follow']>((_id, _root, show) => {
        draftsShown.add(show)
        return () => draftsShown.delete(show)
      }),
    },
    groups: {
      create: vi.fn<Messenger['groups']['create']>(),
      change: vi.fn<Messenger['groups']['change']>().mockResolvedValue(),
      changePicture: vi.fn<Messenger['groups']['changePicture']>(async () => undefined),
      addPeople: vi.fn<Messenger['groups']['addPeople']>().mockResolvedValue(),
      removePerson: vi.fn<Messenger['groups']['removePerson']>().mockResolvedValue(),
      setRole: vi.fn<Messenger['groups']['setRole']>().mockResolvedValue(),
      leave: vi.fn<Messenger['groups']['leave']>().mockResolvedValue(),
    },
    people: {
      search: vi.fn<Messenger['people']['search']>().mockResolvedValue([]),
      suggested: vi.fn<Messenger['people']['suggested']>().mockResolvedValue([]),
      block: vi.fn<Messenger['people']['block']>().mockResolvedValue(),
      participants: vi
        .fn<Messenger['people']['participants']>()
        .mockResolvedValue({ items: [], next_cursor: null }),
    },
    rooms: {
      ask: vi.fn().mockResolvedValue({ items: [], people: [], next_cursor: null }),
      adopt: vi.fn<Messenger['rooms']['adopt']>(),
    },
    moderation: {
      ask: vi.fn().mockResolvedValue({ items: [], next_cursor: null }),
      notices: vi.fn<Messenger['moderation']['notices']>().mockReturnValue(noNotices),
      subscribe: vi.fn<Messenger['moderation']['subscribe']>().mockReturnValue(() => undefined),
      load: vi.fn<Messenger['moderation']['load']>().mockResolvedValue(),
    },
    account: {
      changePicture: vi.fn<Messenger['account']['changePicture']>(async () => undefined),
      updateProfile: vi.fn<Messenger['account']['updateProfile']>().mockResolvedValue(),
      sessions: vi.fn<Messenger['account']['sessions']>().mockResolvedValue([]),
      monitoring: vi.fn<Messenger['account']['monitoring']>().mockResolvedValue(numbers),
      endSession: vi.fn<Messenger['account']['endSession']>().mockResolvedValue(),
      endOtherSessions: vi.fn<Messenger['account']['endOtherSessions']>().mockResolvedValue(),
      remove: vi.fn<Messenger['account']['remove']>().mockResolvedValue(),
    },
    notifications: {
      subscribe: vi.fn<Messenger['notifications']['subscribe']>().mockReturnValue(() => undefined),
    },
    connection: {
      roundTrip: vi.fn<Messenger['connection']['roundTrip']>().mockResolvedValue(1),
    },
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
  const checks = {
    server: vi.fn<SessionChecks['server']>().mockResolvedValue(fine('1')),
    installation: vi.fn<SessionChecks['installation']>().mockResolvedValue(fine()),
    supabase: vi.fn<SessionChecks['supabase']>().mockResolvedValue(fine()),
    signedIn: vi.fn<SessionChecks['signedIn']>().mockResolvedValue(fine()),
    bridge: vi.fn<SessionChecks['bridge']>().mockResolvedValue(fine()),
    cookie: vi.fn<SessionChecks['cookie']>().mockResolvedValue(fine()),
    database: vi.fn<SessionChecks['database']>().mockResolvedValue(fine()),
  }
  const session = {
    getState: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: vi.fn<SessionController['start']>().mockResolvedValue(),
    keepSignIn: vi.fn<SessionController['keepSignIn']>(),
    config: vi.fn<SessionController['config']>(() => null),
    checks: () => checks,
    methods: vi.fn<SessionController['methods']>().mockResolvedValue({
      password: true,
      emailLink: false,
      providers: [],
      phone: false,
      sso: false,
      signUp: true,
    }),
    signInWithPassword: vi.fn<SessionController['signInWithPassword']>().mockResolvedValue(refused),
    signUp: vi.fn<SessionController['signUp']>().mockResolvedValue(refused),
    sendEmailLink: vi.fn<SessionController['sendEmailLink']>().mockResolvedValue(refused),
    sendPhoneCode: vi.fn<SessionController['sendPhoneCode']>().mockResolvedValue(refused),
    verifyCode: vi.fn<SessionController['verifyCode']>().mockResolvedValue(refused),
    resend: vi.fn<SessionController['resend']>().mockResolvedValue(refused),
    signInWithProvider: vi.fn<SessionController['signInWithProvider']>().mockResolvedValue(refused),
    signInWithSso: vi.fn<SessionController['signInWithSso']>().mockResolvedValue(refused),
    followLink: vi.fn<SessionController['followLink']>().mockResolvedValue(refused),
    declineLink: vi.fn<SessionController['declineLink']>().mockResolvedValue(),
    linkProblem: vi.fn<SessionController['linkProblem']>().mockReturnValue(null),
    withAuth: vi
      .fn()
      .mockRejectedValue(new RequestError('network')) as SessionController['withAuth'],
    secondFactors: vi.fn<SessionController['secondFactors']>().mockResolvedValue([]),
    verifySecondFactor: vi.fn<SessionController['verifySecondFactor']>().mockResolvedValue(refused),
    sendPasswordReset: vi.fn<SessionController['sendPasswordReset']>().mockResolvedValue(refused),
    setNewPassword: vi.fn<SessionController['setNewPassword']>().mockResolvedValue(refused),
    sendFreshCode: vi
      .fn<SessionController['sendFreshCode']>()
      .mockResolvedValue({ kind: 'fresh_code_sent' }),
    goOnWithoutPassword: vi
      .fn<SessionController['goOnWithoutPassword']>()
      .mockResolvedValue({ kind: 'done' }),
    suspension: vi.fn<SessionController['suspension']>().mockResolvedValue({ notice: null }),
    retry: vi.fn<SessionController['retry']>().mockResolvedValue(),
    logOut: vi.fn<SessionController['logOut']>().mockResolvedValue(),
    recover: vi.fn<SessionController['recover']>().mockResolvedValue(true),
    refused: vi.fn<SessionController['refused']>(),
    otherPerson: vi.fn<SessionController['otherPerson']>(),
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

/** Draws a piece of the page with the contexts that it needs. */
export function stage(
  element: ReactNode,
  { messenger = stageMessenger(), session = stageSession() } = {},
) {
  const around = (inner: ReactNode) => (
    <SessionContext value={session}>
      <MessengerContext value={messenger}>{inner}</MessengerContext>
    </SessionContext>
  )
  const view = render(around(element))
  return { ...view, messenger, session, again: (next: ReactNode) => view.rerender(around(next)) }
}
