import { createSessionController } from '../session/controller.ts'
import { fakeRelay } from './fake-relay.ts'
import { RequestError } from '../requests/request-error.ts'
import type { Api, Method } from '../requests/http.ts'
import type { SignInService } from '../session/supabase/supabase.ts'
import type { Auth } from '../session/supabase/auth.ts'
import type { AccessToken, Opened, SignedOutReason } from '../session/supabase/sign-in-result.ts'
import type { PasswordWanted, SignInStore } from '../session/supabase/sign-in-store.ts'
import { createQueue, type TabMessage, type Tabs } from '../session/tabs.ts'

/** One browser, its tabs, and the relay with the cookies they share. What Supabase stores is only who is signed in. */
export function createBrowser() {
  const calls: string[] = []
  const answers = new Map<string, () => unknown>()
  const browser = {
    stored: null as string | null,
    passwordWanted: null as PasswordWanted | null,
    cookies: null as string | null,
    isExpired: false,
    /** How often other apps were told that the sign-in ended here, without Supabase. */
    left: 0,
    sessions: 0,
    /** How often a tab began to renew the sign-in. */
    kept: 0,
    turn: 0,
    token: { kind: 'token', token: 't' } as AccessToken,
    opened: { kind: 'nothing' } as Opened,
    isOffline: false,
    /** True when the code that reads links cannot be fetched. */
    isUnfetched: false,
    /** The assurance level of the sign-in, where its person has a second step. */
    assurance: null as 'aal1' | 'aal2' | null,
    /** Supabase refuses to renew the sign-in before the page has read its address. */
    refusedEarly: null as SignedOutReason | null,
    /** True when messages between tabs are lost. */
    losesMessages: false,
  }
  const exclusively = createQueue()
  const tabs: {
    hear(message: TabMessage): void
    signInChanged(): void
    refuse(reason: SignedOutReason): void
  }[] = []

  const relay = fakeRelay(browser)
  const call = (async (method: Method, path: string) => {
    const request = `${method} ${path}`
    calls.push(request)
    if (browser.isOffline) throw new RequestError('network')
    return (answers.get(request) ?? relay[request]!)()
  }) as Api

  function openTab(own: Partial<Pick<Tabs, 'exclusively'>> = {}) {
    const tab: (typeof tabs)[number] = {
      hear: () => {},
      signInChanged: () => {},
      refuse: () => {},
    }
    tabs.push(tab)
    const otherTabs = () => tabs.filter((one) => one !== tab)
    const tell = (message: TabMessage) => {
      if (!browser.losesMessages) otherTabs().forEach((one) => one.hear(message))
    }
    const changed = () => tabs.forEach((one) => one.signInChanged())
    const auth = {
      store: {
        passwordWanted: () => browser.passwordWanted,
        async wanting<T>(password: PasswordWanted, begin: () => Promise<T>) {
          browser.passwordWanted = password
          return begin()
        },
        passwordChosen: () => (browser.passwordWanted = null),
      } as unknown as SignInStore,
      signInWithPassword: async ({ email }: { email: string }) => {
        browser.stored = email.split('@')[0]!
        changed()
        return { error: null }
      },
      verifyOtp: async ({ email }: { email: string }) => {
        browser.stored = email.split('@')[0]!
        return { data: { session: {} }, error: null }
      },
      updateUser: async () => ({
        error: browser.assurance === 'aal1' ? { code: 'insufficient_aal' } : null,
      }),
      mfa: {
        listFactors: async () => ({ data: { all: [FACTOR] }, error: null }),
        challengeAndVerify: async ({ code }: { code: string }) => {
          if (code !== '123456') return { error: { code: 'mfa_verification_failed' } }
          browser.assurance = 'aal2'
          return { error: null }
        },
      },
    } as unknown as Auth
    const signIn: SignInService = {
      auth: async () => auth,
      keep: () => void browser.kept++,
      async open() {
        if (browser.isUnfetched) throw new RequestError('network')
        if (browser.refusedEarly !== null) tab.refuse(browser.refusedEarly)
        return browser.opened
      },
      storedUser: () => browser.stored,
      passwordWanted: () => browser.passwordWanted,
      accessToken: async () => browser.token,
      async signOut() {
        calls.push(SIGN_OUT)
        browser.stored = null
        changed()
      },
      leave() {
        browser.stored = null
        browser.left++
      },
      forget: () => (browser.stored = null),
      settings: async () => ({ external: { email: true }, disable_signup: false }),
      onChange: (listener) => (tab.signInChanged = listener),
      onRefused: (listener) => (tab.refuse = listener),
    }
    const controller = createSessionController({
      call,
      signIn: () => signIn,
      tabs: {
        exclusively,
        ...own,
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
    refuse(request: string, ...refusal: ConstructorParameters<typeof RequestError>) {
      answers.set(request, () => {
        throw new RequestError(...refusal)
      })
    },
    recover: (request: string) => void answers.delete(request),
    /** The sign-in that Supabase stores changed outside of Parley. */
    changeSignIn(user: string | null) {
      browser.stored = user
      tabs.forEach((one) => one.signInChanged())
    },
    /** Supabase refuses to renew the sign-in. The library of the first tab hears it, and its event comes to all tabs. */
    refuseSignIn(reason: SignedOutReason) {
      tabs[0]?.refuse(reason)
      tabs.forEach((one) => one.signInChanged())
    },
    /** Takes the lock of all tabs. Returns the function that releases it. */
    lock(): () => void {
      let release = () => {}
      void exclusively(() => new Promise<void>((resolve) => (release = resolve)))
      return () => release()
    },
    /** Resolves when every task that waited for the lock or an answer is done. */
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

/** A tab with a signed-in person. */
export async function signedIn(user = 'ada') {
  const all = createBrowser()
  all.browser.stored = user
  const tab = all.openTab()
  await tab.controller.start()
  return { ...all, ...tab }
}

/** What `calls` says when the sign-in was ended at Supabase. */
export const SIGN_OUT = 'sign-out at Supabase'

const FACTOR = { id: 'f1', status: 'verified', factor_type: 'totp', friendly_name: 'phone' }
