// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LOG_OUT, setStoresState, rememberSignIn, SIGN_IN } from '../browser/stores.ts'
import { openDatabase, type Database } from '../realtime/database/database.ts'
import { createBrowser, SESSION, signedIn } from '../testing/fake-session.ts'

const open: Database[] = []
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  localStorage.clear()
})
afterEach(() => {
  for (const database of open.splice(0)) database.close()
  vi.unstubAllGlobals()
})

const entry = {
  client_id: 'm1',
  conversation_id: 'c1',
  body: 'unsent',
  reply_to: null,
  written_at: '2026-01-01T00:00:00.000Z',
  failed: null,
  confirmed: false,
}

/** What a tab of this person stored. The tab goes on holding its database open. */
async function work(...people: string[]) {
  for (const id of people) {
    setStoresState(id, 'here')
    const database = await openDatabase(id)
    await database.add('outbox', entry)
    open.push(database)
    localStorage.setItem(`parley-draft:${id}:c1`, 'a draft')
  }
  localStorage.setItem('parley.theme', 'dark')
}

/** Everything that is stored, except what is left to do of a log-out. */
async function left(): Promise<string[]> {
  const databases = await indexedDB.databases()
  const keys = Object.keys(localStorage).filter((key) => key !== LOG_OUT)
  return [...databases.map(({ name }) => name!), ...keys].sort()
}
const NOTHING = ['parley.theme']
const storesOf = (id: string) => expect.arrayContaining([`parley-${id}`, `parley-draft:${id}:c1`])
/** A signed-in tab of Ada, and what she stored. */
async function worked() {
  const all = await signedIn()
  await work('ada')
  return all
}
type Tab = Awaited<ReturnType<typeof worked>>

describe('nothing of a person stays', () => {
  test.each<[string, (tab: Tab) => unknown]>([
    ['after their own log-out', ({ controller }) => controller.logOut()],
    [
      'after their log-out without a network',
      ({ browser, controller }) => {
        browser.isOffline = true
        return controller.logOut()
      },
    ],
    [
      'after a log-out in another tab',
      async ({ openTab }) => {
        const other = openTab()
        await other.controller.start()
        await other.controller.logOut()
      },
    ],
    ['when the device is ended from elsewhere', (tab) => tab.controller.ended('ended_by_owner')],
    ['when a theft comes to light', (tab) => tab.controller.ended('refresh_token_reuse')],
    ['when the account is deleted', (tab) => tab.controller.ended('account_deleted')],
    ['when an administrator ends it', (tab) => tab.controller.ended('administrator')],
    ['when the sign-in ends at Supabase', ({ changeSignIn }) => changeSignIn(null)],
    [
      'when the refresh says that it ended, and the bridge that the sign-in did',
      ({ controller, refuse }) => {
        refuse(SESSION.refresh, 'session_ended', { status: 401 })
        refuse(SESSION.bridge, 'sign_in_ended', { status: 401 })
        return controller.recover()
      },
    ],
    [
      'when Supabase does not know the sign-in any more',
      ({ browser, controller, refuse }) => {
        refuse(SESSION.refresh, 'session_ended', { status: 401 })
        browser.token = { kind: 'none' }
        return controller.recover()
      },
    ],
    [
      'after "Log out and try again"',
      ({ controller }) => {
        controller.refused('session_ended')
        return controller.logOut()
      },
    ],
  ])('%s', async (_, end) => {
    const tab = await worked()
    await end(tab)
    expect(tab.state().kind).toBe('signed_out')
    await expect.poll(left).toEqual(NOTHING)
  })

  test('when the end was learned at the next visit', async () => {
    await work('ada')
    const { browser, openTab, refuse } = createBrowser()
    browser.stored = 'ada'
    refuse(SESSION.get, 'session_ended', { status: 401 })
    refuse(SESSION.bridge, 'sign_in_ended', { status: 401 })
    await openTab().controller.start()
    await expect.poll(left).toEqual(NOTHING)
  })

  test('when the browser was closed in the middle of leaving', async () => {
    await work('ada', 'cleo')
    await createBrowser().openTab().controller.start()
    await expect.poll(left).toEqual(NOTHING)
  })

  test('after "Log out and try again" of a page that could not even start', async () => {
    await work('ada')
    const { browser, openTab } = createBrowser()
    Object.assign(browser, { stored: 'ada', cookies: 'ada', isOffline: true })
    const { controller, state } = openTab()
    await controller.start()
    expect(state().kind).toBe('failed')
    rememberSignIn('sb-project-auth-token')
    for (const end of ['', '-code-verifier', '-user']) {
      localStorage.setItem(`sb-project-auth-token${end}`, 'the sign-in')
    }
    // An app beside Parley has another project.
    localStorage.setItem('sb-shop-auth-token', 'the sign-in of the shop')
    await controller.logOut()
    expect(state()).toEqual({ kind: 'signed_out', reason: 'by_me' })
    await expect.poll(left).toEqual([...NOTHING, SIGN_IN, 'sb-shop-auth-token'].sort())
    // Supabase's client reads the sign-in where the log-out deleted it.
    Object.assign(browser, { isOffline: false, stored: null })
    window.dispatchEvent(new Event('online'))
    await expect.poll(() => browser.cookies).toBeNull()
    expect(state().kind).toBe('signed_out')
  })
})

test('a sign-in of another person deletes what everybody else left, and keeps theirs', async () => {
  await work('ada', 'cleo', 'ben')
  const { browser, openTab } = createBrowser()
  browser.stored = 'ben'
  await openTab().controller.start()
  await expect.poll(left).not.toContain('parley-ada')
  await expect.poll(left).not.toContain('parley-cleo')
  const found = await left()
  expect(found).toEqual(storesOf('ben'))
  expect(found.filter((name) => /ada|cleo/.test(name))).toEqual([])
})

describe('what waits to be sent stays', () => {
  test.each<[string, (tab: Tab) => unknown]>([
    ['while a session is renewed', ({ controller }) => controller.recover()],
    [
      'while there is no network',
      ({ browser, controller }) => {
        browser.isOffline = true
        return controller.recover()
      },
    ],
    [
      'while Supabase does not answer a session that needs its sign-in shown',
      ({ browser, controller, refuse }) => {
        refuse(SESSION.refresh, 'sign_in_needed', { status: 401 })
        browser.token = { kind: 'unreachable' }
        return controller.recover()
      },
    ],
    [
      'while the person has to show their second factor',
      ({ controller, refuse }) => {
        refuse(SESSION.refresh, 'session_ended', { status: 401 })
        refuse(SESSION.bridge, 'second_factor_needed', { status: 401 })
        return controller.recover()
      },
    ],
    [
      'when the session was replaced by their own',
      ({ controller }) => controller.ended('replaced'),
    ],
    [
      'when a tab slept through a change that was undone',
      ({ browser, controller }) => {
        browser.cookies = 'ben'
        controller.otherPerson('ada')
      },
    ],
  ])('%s', async (_, meet) => {
    const tab = await worked()
    await meet(tab)
    await tab.settled()
    await vi.dynamicImportSettled()
    expect(await left()).toEqual(storesOf('ada'))
  })
})
