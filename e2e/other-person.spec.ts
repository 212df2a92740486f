import type { Page } from '@playwright/test'
import { ParleyPage, stored, twoPeople } from './parley-page.ts'
import { PASSWORD, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

/** Takes this tab alone from the network, and brings it back. */
async function networkOf(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  const conditions = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
  return (isThere: boolean) =>
    devtools.send('Network.emulateNetworkConditions', { ...conditions, offline: !isThere })
}

/** The messages between tabs get lost as soon as `isAsleep` is set. */
function missWhatOtherTabsTell(): void {
  const { addEventListener } = BroadcastChannel.prototype
  BroadcastChannel.prototype.addEventListener = function (
    this: BroadcastChannel,
    type: string,
    listener: unknown,
  ) {
    const whileAwake = (event: MessageEvent) => {
      const isAsleep = Reflect.get(globalThis, 'isAsleep') === true
      if (!isAsleep && typeof listener === 'function') listener(event)
    }
    Reflect.apply(addEventListener, this, [type, whileAwake])
  }
}

/** Everything that scripts of this page can store, by name and with its value. */
const storesOf = (page: Page) =>
  page.evaluate(async () => ({
    local: Object.fromEntries(Object.entries(localStorage)),
    session: Object.fromEntries(Object.entries(sessionStorage)),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: document.cookie,
  }))

test('a tab that slept while another person signed in sends nothing, and shows their page', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const asleep = new ParleyPage(await ada.context.newPage())
  await asleep.page.addInitScript(missWhatOtherTabsTell)
  await asleep.page.goto(ada.window.page.url())
  await asleep.expectOnline()
  const [sleepers, awakes] = [await networkOf(asleep.page), await networkOf(ada.window.page)]
  await Promise.all([sleepers(false), awakes(false)])
  for (const { status } of [asleep, ada.window]) await expect(status).toHaveText(/Offline/)
  await asleep.write('Written by Ada')
  await expect(asleep.message('Written by Ada')).toBeVisible()
  await expect(ada.window.message('Written by Ada')).toBeVisible()
  await asleep.page.evaluate(() => Object.assign(globalThis, { isAsleep: true }))

  const { page } = ada.window
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await page.getByRole('button', { name: 'Delete and log out' }).click()
  await awakes(true)
  await ada.window.signIn(ben.person.email, PASSWORD)
  await ada.window.expectOnline()
  await ada.window.open('Ada Arden')

  await sleepers(true)
  await asleep.expectOnline()
  await expect(asleep.page).toHaveURL(`${parleyUrl()}/`)
  await asleep.open('Ada Arden')
  await asleep.write('Written by Ben')
  await expect(ada.window.message('Written by Ben')).toHaveAccessibleName(stored)
  await ben.window.open('Ada Arden')
  for (const window of [asleep, ada.window, ben.window]) {
    await expect(window.message('Written by Ben')).toBeVisible()
    await expect(window.page.getByText('Written by Ada')).toHaveCount(0)
  }
})

test('after a log-out only choices about the device are left in the browser', async ({
  browser,
}) => {
  const { ada } = await twoPeople(browser)
  const { window, context } = ada
  const other = new ParleyPage(await context.newPage())
  await other.page.goto(window.page.url())
  await other.expectOnline()
  await window.write('Hello Ben')
  await expect(window.message('Hello Ben')).toHaveAccessibleName(stored)
  await window.composer.fill('A draft of Ada')
  await expect
    .poll(async () => (await storesOf(window.page)).databases)
    .toEqual([`parley-${ada.person.session.user.id}`])

  await window.logOut()
  for (const { page } of [window, other]) {
    await expect(page.getByRole('textbox', { name: 'Email' })).toBeVisible()
    await expect
      .poll(() => storesOf(page))
      .toEqual({
        local: {
          'parley-session-turn': expect.stringMatching(/^\d+$/),
          // The name of a store, which holds nothing now.
          'parley-sign-in': expect.stringMatching(/^sb-.+-auth-token$/),
        },
        session: {},
        databases: [],
        caches: [],
        workers: 0,
        cookies: '',
      })
  }
})

test('Supabase is told of a log-out, and its late answer leaves the next person signed in', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const { page } = ada.window
  let answer = () => Promise.resolve()
  await page.route(/\/logout\b/, (route) => {
    answer = () => route.fulfill({ status: 204 })
  })
  const asked = page.waitForRequest(/\/logout\b/)
  await ada.window.logOut()
  expect((await asked).headers().authorization).toBe(`Bearer ${ada.person.session.access_token}`)
  await ada.window.signIn(ben.person.email, PASSWORD)
  await ada.window.expectOnline()
  const answered = page.waitForResponse(/\/logout\b/)
  await answer()
  await answered
  await page.reload()
  await ada.window.expectOnline()
  await expect(page.getByText('Ben Birch').first()).toBeVisible()
})
