import { browserStorage } from './browser-storage.ts'
import { ownName } from './place.ts'
import { openChannel } from './site-data.ts'

/**
 * The one list of what the page stores in a browser. Every name stands here, and `testing/stores.test.ts` holds that.
 * Each begins with the base path where there is one, so two Parleys of one host share nothing.
 * Supabase's client also stores the sign-in, under a name of its own (`sb-…-auth-token`). The log-out has it deleted.
 * Another app of this host may have such a sign-in for another project. That one stays.
 *
 * Caches: the page has no service worker and no Cache Storage, and the relay forbids the HTTP cache for `/api`.
 */

/** Choices about this device. They stay when a person leaves. In localStorage. */
export const deviceSettings = [
  'trace',
  'theme',
  'locale',
  'listWidth',
  'sound',
  'desktop',
  'voiceSpeed',
  'previews',
] as const
/** A new account is to see the welcome card. It goes when nobody is signed in. In localStorage. */
export const WELCOME = 'welcome'
export const settingKey = (name: string) => ownName(`parley.${name}`)

/** Counts the renewals of all tabs. It says nothing of a person. In localStorage. */
export const TURN = ownName('parley-session-turn')
/** What is left to do of a log-out, and the id of who logged out. It goes when the log-out is done. In localStorage. */
export const LOG_OUT = ownName('parley-log-out')
/** The protocol for which this tab was reloaded. In sessionStorage. */
export const RELOADED_FOR = ownName('parley-reloaded-for')

/** Replies and edits of this tab, while it is left or hidden. They go when their person leaves. In sessionStorage. */
export const BEGUN = ownName('parley-begun')

/** This tab left for a provider of sign-ins. In sessionStorage, so that only this tab has it. It counts once. */
export const PROVIDER_BEGUN = ownName('parley-provider-begun')

/** The link that a person left to sign in by mail or provider. It counts once, within an hour. In localStorage. */
export const RETURN_TO = ownName('parley-return-to')

/** A page writes it and deletes it, to see whether this browser keeps anything. In localStorage. */
export const PROBE = ownName('parley-probe')

/** Whether Supabase's client of any project stored a sign-in here. */
export const hasSignIn = (): boolean =>
  browserStorage.keys().some((key) => /^sb-.+-auth-token/.test(key))

/** Where Supabase's client stores the sign-in. It names the project and nobody, so it stays. In localStorage. */
export const SIGN_IN = ownName('parley-sign-in')
export const rememberSignIn = (key: string) => browserStorage.setItem(SIGN_IN, key)
/** No log-out deletes that name. So when it is gone, somebody emptied the storage of this site. */
export const wasCleared = () => browserStorage.read(SIGN_IN) === null

/**
 * Another app of this origin may share the sign-in. supabase-js tells the end of a sign-in to other pages on the channel
 * that has its name, and they hear of it in no other way.
 */
export function tellSignedOut(signIn: string): void {
  const channel = openChannel(signIn)
  channel?.postMessage({ event: 'SIGNED_OUT', session: null })
  channel?.close()
}

/** Deletes what Supabase's client stored of a sign-in, where the page does not know the project yet. */
export function forgetSignIn(): void {
  const signIn = browserStorage.getItem(SIGN_IN)
  if (!signIn) return
  for (const key of browserStorage.keys()) {
    if (key.startsWith(signIn)) browserStorage.removeItem(key)
  }
  tellSignedOut(signIn)
}

const PERSON = ownName('parley-person:')
const DRAFT = ownName('parley-draft:')
const DATABASE = ownName('parley-')

/** The name of the IndexedDB of one person, with their messages, outbox and names. */
export const databaseOf = (userId: string) => DATABASE + userId
/** The beginning of the keys of one person's drafts in localStorage, and of what they wrote in the last moment of a page. */
export const draftsOf = (userId: string) => `${DRAFT}${userId}:`
/** The key of one person's choices in the emoji picker, in localStorage. */
export const emojiOf = (userId: string) => ownName(`parley-emoji:${userId}`)
/** The key in localStorage that says whether one person's stores are in use (`here`) or being deleted (`leaving`). */
const stateKey = (userId: string) => PERSON + userId

export type StoresState = 'here' | 'leaving'
export const setStoresState = (userId: string, state: StoresState) =>
  browserStorage.setItem(stateKey(userId), state)
export const deleteStoresState = (userId: string) => browserStorage.removeItem(stateKey(userId))
/** A tab may be late: it writes only while this holds. Otherwise it would store again what was deleted. */
export const hasStoresState = (userId: string, state: StoresState) =>
  browserStorage.getItem(stateKey(userId)) === state

/** What follows the beginning of a name; undefined for another name. */
const after = (start: string, name = '') =>
  name.startsWith(start) ? name.slice(start.length) : undefined
const idAfter = (start: string, key: string) => after(start, key)?.split(':')[0]

/** The people who have stores here. Some browsers do not list their databases, so the states are asked as well. */
export async function peopleWithStores(): Promise<string[]> {
  const databases = (await globalThis.indexedDB?.databases?.().catch(() => [])) ?? []
  const found: (string | undefined)[] = [
    ...browserStorage.keys().flatMap((key) => [PERSON, DRAFT].map((kind) => idAfter(kind, key))),
    ...databases.map(({ name }) => after(DATABASE, name)),
  ]
  return [...new Set(found.flatMap((id) => id || []))]
}
