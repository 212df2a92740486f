import type { OwnProfile } from '../../wire/people.ts'
import type { PublicConfig, SessionAnswer } from '../../wire/session.ts'
import { createSessionController } from './controller.ts'
import { ApiError, type Api, type Method } from './http.ts'
import type { AccessToken, Auth, Opened, SignInService } from './supabase.ts'
import { createQueue, type TabMessage } from './tabs.ts'

const profile = (id: string): OwnProfile => ({
  id,
  username: id,
  display_name: id,
  avatar_url: null,
  email: `${id}@example.com`,
  role: 'member',
})

const config: PublicConfig = {
  supabase: { url: 'https://project.supabase.co', publishable_key: 'key' },
  version: '1',
  features: { dev_mail: false },
}

/** One browser, its tabs, and the relay with the cookies they share. What Supabase stores is only who is signed in. */
export function createBrowser() {
  const calls: string[] = []
  const answers = new Map<string, () => unknown>()
  const browser = {
    /** Who Supabase holds to be signed in. */
    stored: null as string | null,
    /** Whom the Parley cookies are for, and whether the access cookie ran out. */
    cookies: null as string | null,
    isExpired: false,
    sessions: 0,
    turn: 0,
    token: { kind: 'token', token: 't' } as AccessToken,
    opened: 'nothing' as Opened,
    isOffline: false,
  }
  const exclusively = createQueue()
  const tabs: { hear(message: TabMessage): void; notice(): void }[] = []

  const answer = (): SessionAnswer => ({
    session: { id: `s${browser.sessions}`, expires_in: 900 },
    user: profile(browser.cookies!),
  })
  const refuse = (code: 'session_required' | 'session_expired') => new ApiError(code, 401)
  const relay: Record<string, () => unknown> = {
    'GET /api/config': () => config,
    'GET /api/auth/session': () => {
      if (browser.cookies === null) throw refuse('session_required')
      if (browser.isExpired) throw refuse('session_expired')
      return answer()
    },
    'POST /api/auth/session/refresh': () => {
      if (browser.cookies === null) throw refuse('session_required')
      browser.isExpired = false
      return answer()
    },
    'POST /api/auth/session/bridge': () => {
      if (browser.cookies !== browser.stored) browser.sessions++
      browser.cookies = browser.stored
      browser.isExpired = false
      return answer()
    },
    'DELETE /api/auth/session': () => {
      browser.cookies = null
    },
  }
  const call = (async (method: Method, path: string) => {
    const request = `${method} ${path}`
    calls.push(request)
    if (browser.isOffline) throw new ApiError('network')
    return (answers.get(request) ?? relay[request]!)()
  }) as Api

  function openTab() {
    const tab = { hear: (_: TabMessage) => {}, notice: () => {} }
    tabs.push(tab)
    const others = () => tabs.filter((one) => one !== tab)
    const tell = (message: TabMessage) => others().forEach((one) => one.hear(message))
    const changed = () => tabs.forEach((one) => one.notice())
    const signIn: SignInService = {
      auth: {
        signInWithPassword: async ({ email }: { email: string }) => {
          browser.stored = email.split('@')[0]!
          changed()
          return { error: null }
        },
        verifyOtp: async ({ email }: { email: string }) => {
          browser.stored = email.split('@')[0]!
          return { data: { session: {} }, error: null }
        },
        updateUser: async () => ({ error: null }),
      } as unknown as Auth,
      open: async () => browser.opened,
      storedUser: () => browser.stored,
      accessToken: async () => browser.token,
      async signOut() {
        browser.stored = null
        changed()
      },
      forget: () => (browser.stored = null),
      settings: async () => ({ external: { email: true }, disable_signup: false }),
      onChange: (listener) => (tab.notice = () => listener('signed_in')),
    }
    const controller = createSessionController({
      call,
      signIn: () => signIn,
      tabs: {
        exclusively,
        tell,
        onMessage: (listener) => (tab.hear = listener),
        turn: () => browser.turn,
        countTurn: () => browser.turn++,
      },
    })
    const states: string[] = []
    controller.subscribe(() => states.push(controller.getState().kind))
    return { controller, states, state: () => controller.getState() }
  }

  return {
    browser,
    calls,
    openTab,
    /** Calls of one kind since the beginning. */
    count: (request: string) => calls.filter((one) => one === request).length,
    answer: (request: string, how: () => unknown) => void answers.set(request, how),
    refuse(request: string, ...refusal: ConstructorParameters<typeof ApiError>) {
      answers.set(request, () => {
        throw new ApiError(...refusal)
      })
    },
    recover: (request: string) => void answers.delete(request),
    /** Something outside Parley changed what Supabase stores. */
    changeSignIn(user: string | null) {
      browser.stored = user
      tabs.forEach((one) => one.notice())
    },
    /** All that was waiting for the lock or an answer has been done. */
    settled: async () => {
      for (let i = 0; i < 3; i++) await exclusively(async () => undefined)
    },
  }
}

export const SESSION = {
  get: 'GET /api/auth/session',
  refresh: 'POST /api/auth/session/refresh',
  bridge: 'POST /api/auth/session/bridge',
  end: 'DELETE /api/auth/session',
}
