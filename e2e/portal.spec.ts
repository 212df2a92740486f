import type { BrowserContext } from '@playwright/test'
import { ParleyPage, arrive, cookiesOf } from './parley-page.ts'
import { newPerson } from './people.ts'
import { expect, test } from './test.ts'

/** A network that answers everything by itself, until somebody has signed in to it. */
async function portal(context: BrowserContext, status: number) {
  let isOpen = false
  await context.route(/\/(api|auth\/v1|socket\.io)\//, (route) =>
    isOpen
      ? route.continue()
      : route.fulfill({ status, contentType: 'text/html', body: '<h1>Welcome to this hotel</h1>' }),
  )
  return { open: () => (isOpen = true) }
}

for (const status of [401, 403, 404]) {
  test(`a network that answers everything with ${status} is told as no connection, and waited out`, async ({
    browser,
  }) => {
    const { context, window } = await arrive(browser, await newPerson('Ada Arden'))
    const { page } = window
    const network = await portal(context, status)
    await page.reload()
    await expect(page.getByText('There is no connection to the server.')).toBeVisible()
    network.open()
    await window.expectOnline()
  })
}

test('a log-out that a network refused is completed when it lets through', async ({ browser }) => {
  const { context, window } = await arrive(browser, await newPerson('Ada Arden'))
  const network = await portal(context, 403)
  await window.logOut()
  await expect(window.page.getByRole('textbox', { name: 'Email' })).toBeVisible()
  network.open()
  expect(await cookiesOf(context)).toHaveLength(2)
  await window.page.evaluate(() => dispatchEvent(new Event('online')))
  await expect.poll(() => cookiesOf(context)).toEqual([])
})

test('a session that ran out without a network is renewed under the open page, also at the second try', async ({
  browser,
}) => {
  const { context, window } = await arrive(browser, await newPerson('Ada Arden'))
  const { page } = window
  await context.setOffline(true)
  await expect(window.status).toHaveText(/Offline/)
  await context.clearCookies({ name: /access/ })
  let refreshes = 0
  await context.route('**/api/auth/session/refresh', (route) =>
    ++refreshes === 1 ? route.abort() : route.continue(),
  )
  const shell = await page.getByRole('navigation', { name: 'Conversations' }).elementHandle()
  await context.setOffline(false)
  await window.expectOnline()
  expect(refreshes).toBe(2)
  // Another screen in between would have drawn it anew.
  expect(await shell.evaluate((element) => element.isConnected)).toBe(true)
})

test('code of the page that could not be fetched is fetched when it is there again', async ({
  browser,
}) => {
  const { context, window } = await arrive(browser, await newPerson('Ada Arden'))
  const { page } = window
  let isAway = true
  const messenger = /\/assets\/messenger-/
  await context.route(messenger, (route) => (isAway ? route.abort() : route.continue()))
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible()
  isAway = false
  await window.expectOnline()
})

test('who is logged out by another tab while the network is away sees the sign-in page once it is back', async ({
  browser,
}) => {
  const { context, window } = await arrive(browser, await newPerson('Ada Arden'))
  let isAway = true
  await context.route(/\/assets\/SignIn-/, (route) => (isAway ? route.abort() : route.continue()))
  const other = new ParleyPage(await context.newPage())
  await other.page.goto(window.page.url())
  await other.expectOnline()
  await window.logOut()
  await expect(other.page.getByText('This part of the page could not be loaded.')).toBeVisible()
  isAway = false
  await other.page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(other.page.getByRole('textbox', { name: 'Email' })).toBeVisible()
})
