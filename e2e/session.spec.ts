import { ParleyPage, arrive, cookiesOf } from './parley-page.ts'
import { PASSWORD, keepSupabaseSession, mailTo, newPerson, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

test('a person who signed in before Parley existed is online on page load, with nothing to do', async ({
  page,
}) => {
  await keepSupabaseSession(page, (await newPerson('Ada Arden')).session)
  // The code of the page is fetched while the session is asked for, so the first screen waits for the longer of the two.
  const code = page.waitForRequest(/\/assets\/messenger-/)
  await page.route('**/api/config', async (route) => {
    await code
    await route.continue()
  })
  await page.goto(parleyUrl())
  await new ParleyPage(page).expectOnline()
})

test("a person who lost Parley's cookies is online on page load, with nothing to do", async ({
  browser,
}) => {
  const { context, window } = await arrive(browser, await newPerson('Ada Arden'))
  await context.clearCookies()
  await window.page.reload()
  await window.expectOnline()
})

const away = {
  error: { code: 'unavailable', message: 'Not now.', request_id: 'request-4711' },
}

test('a failed bridge is explained in plain words, and Retry works', async ({ page }) => {
  await keepSupabaseSession(page, (await newPerson('Ada Arden')).session)
  await page.route('**/api/auth/session/bridge', (route) =>
    route.fulfill({ status: 503, json: away }),
  )
  // It is as if another tab had the turn to try again by itself. So the click alone helps.
  await page.addInitScript(
    () => void navigator.locks.request('parley-waiting', () => new Promise(() => {})),
  )
  const sockets: string[] = []
  page.on('websocket', (socket) => sockets.push(socket.url()))

  await page.goto(parleyUrl())
  await expect(page.getByText('request-4711')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Log out and try again' })).toBeVisible()
  expect(sockets).toEqual([])

  await page.unroute('**/api/auth/session/bridge')
  await page.getByRole('button', { name: 'Retry' }).click()
  await new ParleyPage(page).expectOnline()
})

test('a failed bridge is tried again by itself, and the page stays as it is until it succeeds', async ({
  page,
}) => {
  await keepSupabaseSession(page, (await newPerson('Ada Arden')).session)
  let tries = 0
  await page.route('**/api/auth/session/bridge', (route) =>
    ++tries < 3 ? route.fulfill({ status: 503, json: away }) : route.continue(),
  )
  await page.goto(parleyUrl())
  const title = await page
    .getByRole('heading', { name: 'Messaging could not start' })
    .elementHandle()
  await expect.poll(() => tries).toBe(2)
  expect(await title.isVisible()).toBe(true)
  await expect(page.getByRole('button', { name: 'Retry' })).toBeFocused()
  await new ParleyPage(page).expectOnline()
  expect(tries).toBe(3)
})

test('a failed bridge can be left by logging out', async ({ page }) => {
  await keepSupabaseSession(page, (await newPerson('Ada Arden')).session)
  await page.route('**/api/auth/session/bridge', (route) => route.abort())
  await page.goto(parleyUrl())
  await page.getByRole('button', { name: 'Log out and try again' }).click()
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeVisible()
})

test('log-out in one tab ends the other, and neither comes back by reloading', async ({
  browser,
}) => {
  const { context, window } = await arrive(browser, await newPerson('Ada Arden'))
  const other = new ParleyPage(await context.newPage())
  await other.page.goto(parleyUrl())
  await other.expectOnline()
  await window.logOut()
  for (const { page } of [window, other]) {
    await expect(page.getByRole('textbox', { name: 'Email' })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('textbox', { name: 'Email' })).toBeVisible()
  }
  await expect.poll(() => cookiesOf(context)).toEqual([])
})

test('log-out without a network is completed when the network is back', async ({ browser }) => {
  const { context, window } = await arrive(browser, await newPerson('Ada Arden'))
  await context.setOffline(true)
  await window.logOut()
  await expect(window.page.getByRole('textbox', { name: 'Email' })).toBeVisible()
  await context.setOffline(false)
  await expect.poll(() => cookiesOf(context)).toEqual([])
})

test('no token of Parley can be read by a script', async ({ browser }) => {
  const { context, window } = await arrive(browser, await newPerson('Ada Arden'))
  const values = await cookiesOf(context)
  expect(values).toHaveLength(2)
  const readable = await window.page.evaluate(() =>
    JSON.stringify([
      document.cookie,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      location.href,
    ]),
  )
  for (const { value, httpOnly, sameSite } of values) {
    expect(readable).not.toContain(value)
    expect([httpOnly, sameSite]).toEqual([true, 'Strict'])
  }
})

test('a wrong password is refused, and the right one signs in', async ({ page }) => {
  const person = await newPerson('Ada Arden')
  const window = new ParleyPage(page)
  await page.goto(parleyUrl())
  await window.signIn(person.email, 'not the password')
  await expect(page.getByRole('alert')).toBeVisible()
  await window.signIn(person.email, PASSWORD)
  await window.expectOnline()
})

test('a forgotten password is replaced by the link in the mail', async ({ page }) => {
  const person = await newPerson('Ada Arden')
  await page.goto(parleyUrl())
  await page.getByRole('button', { name: /forgot/i }).click()
  await page.getByRole('textbox', { name: 'Email' }).fill(person.email)
  await page
    .getByRole('button', { name: /send|reset/i })
    .first()
    .click()
  await expect(page.getByText(person.email)).toBeVisible()
  await page.goto((await mailTo(person.email)).link!)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page
    .getByLabel(/new password/i)
    .first()
    .fill('an entirely new password')
  await page
    .getByRole('button', { name: /save|set|change/i })
    .first()
    .click()
  await new ParleyPage(page).expectOnline()
})

test("a link with another person's tokens asks, and leaves who is signed in where they are", async ({
  browser,
}) => {
  const { window } = await arrive(browser, await newPerson('Ada Arden'))
  const { page } = window
  const mallory = await newPerson('Mallory Maple')
  const { access_token, refresh_token } = mallory.session
  const tokens = new URLSearchParams({ access_token, refresh_token, token_type: 'bearer' })
  // The second link differs in its fragment only, which loads no page by itself.
  for (const more of ['', '&expires_in=3600']) {
    await page.goto(`${parleyUrl()}/#${tokens}${more}`)
    await expect(
      page.getByRole('heading', { name: /^Sign in as .…@example\.com\?$/ }),
    ).toBeVisible()
    // The heading of the link before stands until the page is loaded anew.
    await expect(page).not.toHaveURL(/token/)
  }
  await page.getByRole('button', { name: /^Stay signed in as / }).click()
  await window.expectOnline()
  await expect(page.getByText('Ada Arden').first()).toBeVisible()
  await page.reload()
  await window.expectOnline()
  await expect(page.getByText('Ada Arden').first()).toBeVisible()
})

test('another person signing in takes over every tab', async ({ browser }) => {
  const { context, window } = await arrive(browser, await newPerson('Ada Arden'))
  const cleo = await newPerson('Cleo Cedar')
  const other = await context.newPage()
  await other.goto(parleyUrl())
  await new ParleyPage(other).logOut()
  await new ParleyPage(other).signIn(cleo.email, PASSWORD)
  await new ParleyPage(other).expectOnline()
  await window.page.reload()
  await window.expectOnline()
  await expect(window.page.getByText('Cleo Cedar').first()).toBeVisible()
})
