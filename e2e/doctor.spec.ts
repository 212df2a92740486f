import type { Page } from '@playwright/test'
import { arrive } from './parley-page.ts'
import { keepSupabaseSession, newPerson, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

const step = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })
const failed = { error: { code: 'unavailable', message: 'Not now.', request_id: 'request-4711' } }

test('for a signed-in person every step is fine', async ({ browser }) => {
  const { window } = await arrive(browser, await newPerson('Ada Arden'))
  const { page } = window
  await page.goto(`${parleyUrl()}/settings`)
  await page.getByRole('link', { name: 'Check the connection' }).click()
  await expect(page.getByRole('status')).toHaveText('Everything works.')
  await expect(page.getByRole('listitem').filter({ hasText: /OK/ })).toHaveCount(9)
  await page.getByRole('link', { name: 'Back to Parley' }).click()
  await window.expectOnline()
})

test('without a sign-in the page says so and what to do, and asks for nothing', async ({
  page,
}) => {
  await page.goto(`${parleyUrl()}/doctor`)
  await expect(step(page, 'You are signed in')).toContainText('Nobody is signed in here')
  await expect(step(page, 'You are signed in')).toContainText('Sign in, then run this again.')
  await expect(step(page, 'The live connection is open')).toContainText('Not tried')
  await expect(step(page, 'The database is up to date')).toContainText('OK')
})

test('an outdated database shows its migration and the needed one', async ({ page }) => {
  const database = { migration: '20261122090000', needed: '20261123090700', is_current: false }
  await page.route('**/api/database', (route) => route.fulfill({ json: database }))
  await page.goto(`${parleyUrl()}/doctor`)
  const version = step(page, 'The database is up to date')
  await expect(version).toContainText('Failed')
  await expect(version).toContainText(
    'It is at migration 20261122090000; 20261123090700 is needed.',
  )
  await expect(version).toContainText('Tell whoever runs this site to apply the migrations.')

  await page.unroute('**/api/database')
  await page.getByRole('button', { name: 'Run again' }).click()
  await expect(version).toContainText(/OK.*Migration \d{14}$/)
})

test("wrong settings are shown in the server's own sentence", async ({ page }) => {
  const message = 'SUPABASE_URL cannot be reached (ENOTFOUND).'
  await page.route('**/api/installation', (route) =>
    route.fulfill({ json: { problems: [{ code: 'supabase_unreachable', message }] } }),
  )
  await page.goto(`${parleyUrl()}/doctor`)
  await expect(step(page, 'Parley is set up')).toContainText(message)
  await expect(step(page, 'Parley is set up')).toContainText('Tell whoever runs this site')
})

test('a failed bridge links to this page, is named here, and is repaired by running again', async ({
  context,
  page,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { session } = await newPerson('Ada Arden')
  await keepSupabaseSession(page, session)
  await page.route('**/api/auth/session/bridge', (route) =>
    route.fulfill({ status: 503, json: failed }),
  )
  await page.goto(parleyUrl())
  await page.getByRole('link', { name: 'Find out what is wrong' }).click()
  const bridge = step(page, 'The sign-in opens a session')
  await expect(bridge).toContainText('cannot reach its database')
  await expect(bridge).toContainText('request-4711')
  await expect(step(page, 'You are signed in')).toContainText('OK')

  await page.getByRole('button', { name: 'Copy report' }).click()
  await expect(page.getByRole('main').getByText('The report was copied.')).toBeVisible()
  const report = await page.evaluate(() => navigator.clipboard.readText())
  expect(report).toContain('request-4711')
  expect(report).not.toContain(session.access_token)
  expect(report).not.toMatch(/eyJ|@example\.com/)

  await page.unroute('**/api/auth/session/bridge')
  await page.getByRole('button', { name: 'Run again' }).click()
  await expect(page.getByRole('status')).toHaveText('Everything works.')
})

test('a cut-off socket is told apart from an unreachable server', async ({ browser }) => {
  test.slow()
  const { window } = await arrive(browser, await newPerson('Ada Arden'))
  const { page } = window
  await page.routeWebSocket('**/socket.io/**', (socket) => socket.close())
  await page.route('**/socket.io/**', (route) => route.abort())
  await page.goto(`${parleyUrl()}/doctor`)
  await expect(step(page, 'The live connection is open')).toContainText('did not open')
  await expect(step(page, 'The browser keeps the session')).toContainText('OK')
  await expect(step(page, 'A message makes the round trip')).toContainText('Not tried')
})
