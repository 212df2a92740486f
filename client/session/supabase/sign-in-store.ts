import { browserStorage } from '../../browser/browser-storage.ts'
import { keepsData } from '../../browser/keeps-data.ts'
import { setStoresState, rememberSignIn, wasCleared } from '../../browser/stores.ts'

/** The key supabase-js uses by default, so that a sign-in from before Parley is found. */
export const storageKey = (url: string): string =>
  `sb-${new URL(url).hostname.split('.')[0]}-auth-token`

/** The person has to choose a password before anything else: a `new` one, or their `first` one after an invitation. */
export type PasswordWanted = 'new' | 'first'

interface StoredSession {
  access_token?: unknown
  refresh_token?: unknown
  expires_at?: unknown
  expires_in?: unknown
  user?: { id?: unknown; email?: unknown; phone?: unknown } | null
  parley_password?: PasswordWanted | undefined
}

interface StoredPerson {
  id: string
  email?: unknown
  phone?: unknown
}

/** Where Supabase's client keeps the sign-in of this browser. */
export interface SignInStore {
  getItem(name: string): string | null
  setItem(name: string, value: string): void
  removeItem(name: string): void
  /** The person whose sign-in is stored. */
  person(): StoredPerson | null
  /**
   * False when nobody can say who is signed in. The browser may not let the sign-in be read, the sign-in may be damaged,
   * or the browser may store nothing at all. None of these is a reason to end or delete a sign-in.
   */
  isKnown(): boolean
  passwordWanted(): PasswordWanted | null
  /** A sign-in that is stored within it is not complete before the person has chosen a password. */
  wanting<T>(password: PasswordWanted, begin: () => Promise<T>): Promise<T>
  passwordChosen(): void
}

/** Null for what Supabase's client cannot use: it is damaged, or of another shape. */
function parse(stored: string | null | undefined): StoredSession | null {
  try {
    const session = JSON.parse(stored!) as Required<StoredSession>
    const { access_token, refresh_token, expires_at, user } = session
    const isWhole = access_token && refresh_token && expires_at && typeof user!.id === 'string'
    return isWhole ? session : null
  } catch {
    return null
  }
}

export function createSignInStore(key: string): SignInStore {
  let wanted: PasswordWanted | undefined
  /** The sign-in as this tab last could read it. */
  let last: string | null = null

  /**
   * The sign-in, also while it cannot be read: the browser refuses, or another program damaged it. An open tab stays
   * signed in when somebody empties the storage: a person who wants to leave logs out.
   */
  function raw(): string | null | undefined {
    const stored = browserStorage.read(key)
    if (stored === null && last && wasCleared()) {
      rememberSignIn(key)
      browserStorage.setItem(key, last)
      setStoresState(store.person()!.id, 'here')
      return last
    }
    if (stored !== null && !parse(stored)) return last ?? undefined
    return (last = stored as string | null)
  }

  const read = () => parse(raw())

  const setSession = (value: string) => {
    last = value
    browserStorage.setItem(key, value)
  }

  /**
   * What is kept of a session. The tokens of a provider open the person's account there, and Parley does not use them.
   * A renewed session still wants the password that the one before wanted.
   */
  function reviewed(value: string): string {
    const session = JSON.parse(value) as StoredSession
    const before = read()
    const isTheirs = before?.user?.id === session.user?.id
    return JSON.stringify({
      ...session,
      provider_token: undefined,
      provider_refresh_token: undefined,
      // The time is that of this browser, whose clock may be wrong. With the time of the server, a token could look expired
      // for ever.
      ...(session.access_token !== before?.access_token && {
        expires_at: Math.round(Date.now() / 1000) + Number(session.expires_in),
      }),
      parley_password: wanted ?? (isTheirs ? before?.parley_password : undefined),
    })
  }

  const store: SignInStore = {
    ...browserStorage,
    getItem(name) {
      // Supabase's client would delete what it cannot read.
      return name === key ? (raw() ?? null) : browserStorage.getItem(name)
    },
    setItem: (name, value) =>
      name === key ? setSession(reviewed(value)) : browserStorage.setItem(name, value),
    removeItem(name) {
      if (name === key) last = null
      browserStorage.removeItem(name)
    },
    isKnown() {
      const stored = raw()
      return stored === null ? keepsData() : stored !== undefined
    },
    person: () => (read()?.user as StoredPerson | undefined) ?? null,
    passwordWanted: () => read()?.parley_password ?? null,
    async wanting(password, begin) {
      wanted = password
      try {
        return await begin()
      } finally {
        wanted = undefined
      }
    },
    passwordChosen: () => setSession(JSON.stringify({ ...read(), parley_password: undefined })),
  }
  // An older page may have kept the tokens of a provider.
  const older = raw()
  if (older?.includes('"provider_')) store.setItem(key, older)
  return store
}
