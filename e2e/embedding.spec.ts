import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { freePort } from '../supabase/local/cluster/free-port.ts'
import { runScript, type ParleyProcess } from '../testing/parley.ts'
import { expectGood } from './accessible.ts'
import { openHostApp } from './host-app.ts'
import { ParleyPage } from './parley-page.ts'
import { expect, test } from './test.ts'

const folder = mkdtempSync(join(tmpdir(), 'parley-embedding-'))
const theme = {
  name: 'Shop Talk',
  radius: { control: 2, card: 4, bubble: 8 },
  light: { accent: '#7a1fa2', own: '#f3e5f9', on_own: '#2b0b33', own_muted: '#5a3a66' },
  dark: {
    ...{ accent: '#ce93d8', on_accent: '#23062b' },
    ...{ own: '#3a1f45', on_own: '#f6e6fb', own_muted: '#c9a9d4' },
  },
}
let parley: ParleyProcess
let servers: Server[] = []
let shop: string
let partner: string
let stranger: string

test.beforeAll(async () => {
  test.setTimeout(180_000)
  const [port, ...ports] = [await freePort(), await freePort(), await freePort(), await freePort()]
  ;[shop, partner, stranger] = ports.map((one) => `http://localhost:${one}`) as [
    string,
    string,
    string,
  ]
  writeFileSync(join(folder, 'theme.json'), JSON.stringify(theme))
  parley = runScript('scripts/start.ts', {
    PORT: String(port),
    PUBLIC_URL: shop,
    PARLEY_BASE_PATH: '/messages',
    PARLEY_THEME: join(folder, 'theme.json'),
    PARLEY_FRAME_ORIGINS: partner,
    PARLEY_DATA_DIR: join(folder, 'data'),
    PARLEY_CLIENT_DIR: process.env.PARLEY_E2E_PAGE ?? '',
  })
  await parley.running
  servers = await Promise.all(ports.map((one) => openHostApp(one, port)))
})
test.afterAll(async () => {
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
  parley.signal('SIGTERM')
  await parley.exited
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
})

/** Uses supabase-js in a page of the host app. */
const atHost = (page: Page, action: 'in' | 'out', email = '') =>
  page.evaluate(
    async ({ wanted, address }) => {
      const { supabase: project } = (await (await fetch('/messages/api/config')).json()) as {
        supabase: { url: string; publishable_key: string }
      }
      const { supabase } = window as unknown as { supabase: any }
      const { auth } = supabase.createClient(project.url, project.publishable_key)
      const { error } =
        wanted === 'out'
          ? await auth.signOut()
          : await auth.signInWithPassword({ email: address, password: 'parley-local' })
      if (error) throw error
    },
    { wanted: action, address: email },
  )

/** What the open page of the host app hears from supabase-js. */
async function listenAt(host: Page): Promise<() => Promise<string[]>> {
  await host.goto(shop)
  await host.evaluate(async () => {
    const { supabase: project } = (await (await fetch('/messages/api/config')).json()) as {
      supabase: { url: string; publishable_key: string }
    }
    const page = window as unknown as { supabase: any; heard: string[] }
    page.heard = []
    const { auth } = page.supabase.createClient(project.url, project.publishable_key)
    auth.onAuthStateChange((event: string) => page.heard.push(event))
  })
  return () => host.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0))
}

const accentOf = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent'))

test('two people talk below the path of another app, whose sign-in counts here', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const adas = await browser.newContext()
  const host = await adas.newPage()
  await host.goto(shop)
  await atHost(host, 'in', 'ada@example.com')

  // Who is signed in at the host app is in, without doing anything.
  const ada = new ParleyPage(await adas.newPage())
  await ada.page.goto(`${shop}/messages`)
  await ada.expectOnline()
  await expect(ada.page).toHaveTitle(/Shop Talk/)

  // Ben signs in here, on a phone, on a page with the name and colours of the shop.
  const ben = new ParleyPage(await (await browser.newContext()).newPage())
  await ben.page.setViewportSize({ width: 375, height: 700 })
  await ben.page.goto(`${shop}/messages/`)
  await expect(ben.page.getByRole('heading', { name: 'Sign in to Shop Talk' })).toBeVisible()
  await expectGood(ben.page)
  await ben.signIn('ben@example.com', 'parley-local')
  await ben.expectOnline()

  await ada.talkTo('ben@example.com')
  await ada.write('Is the lamp still there?')
  await ben.open('Ada Lovelace')
  await ben.write('It is.')
  await expect(ada.message('It is.')).toBeVisible()
  await expectGood(ada.page)
  await expectGood(ben.page)
  await ada.page.emulateMedia({ colorScheme: 'light' })
  const images = process.env.PARLEY_IMAGES
  if (images !== undefined) await ada.page.screenshot({ path: `${images}/embedding.png` })
  await expect.poll(() => accentOf(ada.page)).toBe(theme.light.accent)
  await ada.page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(() => accentOf(ada.page)).toBe(theme.dark.accent)

  // A reload and a deep link stay below the path, and nothing is sent to the host app.
  await expect(ada.page).toHaveURL(/\/messages\/c\/[\w-]+$/)
  const address = ada.page.url()
  await ada.page.reload()
  await expect(ada.message('It is.')).toBeVisible()
  await ben.page.goto(address)
  await expect(ben.message('Is the lamp still there?')).toBeVisible()
  const cookies = await adas.cookies(shop)
  expect(cookies).toEqual([])
  const here = await adas.cookies(`${shop}/messages/`)
  expect(here.map(({ path, sameSite }) => [path, sameSite])).toEqual([
    ['/messages', 'Strict'],
    ['/messages', 'Strict'],
  ])
  const stored = await host.evaluate(() => Object.keys(localStorage))
  expect(stored.filter((name) => !name.startsWith('/messages:'))).toEqual([
    'sb-localhost-auth-token',
  ])

  // The origin that the settings name may frame the page, with its person in it. Another one may not.
  const framed = await adas.newPage()
  await framed.goto(`${partner}/frame?${shop}/messages/`)
  const frame = framed.frameLocator('iframe')
  await expect(frame.getByRole('status').filter({ hasText: /^Online/ })).toBeAttached()
  const refused = adas.waitForEvent('console', (line) => line.text().includes('frame-ancestors'))
  await framed.goto(`${stranger}/frame?${shop}/messages/`)
  await refused
  await expect(framed.frameLocator('iframe').getByRole('status')).toHaveCount(0)

  // A sign-out at the host app ends here, in open pages too.
  await atHost(host, 'out')
  await expect(ada.page.getByRole('heading', { name: 'Sign in to Shop Talk' })).toBeVisible()
  // A log-out here stays below the path.
  await ben.page.getByRole('button', { name: 'Back' }).click()
  await ben.page.getByRole('button', { name: 'Your account' }).click()
  await ben.page.getByRole('menuitem', { name: 'Log out' }).click()
  await ben.page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click()
  await expect(ben.page.getByRole('heading', { name: 'Sign in to Shop Talk' })).toBeVisible()
  expect(new URL(ben.page.url()).pathname).toBe('/messages/')
})

test('an open page of the other app hears of every log-out here, and never loses the next person by it', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const context = await browser.newContext()
  const [host, listening] = [await context.newPage(), await context.newPage()]
  await host.goto(shop)
  const heard = await listenAt(listening)
  const signedOut = () => expect.poll(heard).toContain('SIGNED_OUT')
  const signIn = async (email: string) => {
    await atHost(host, 'in', email)
    await expect.poll(heard).toContain('SIGNED_IN')
  }

  await signIn('ada@example.com')
  const parley = new ParleyPage(await context.newPage())
  await parley.page.goto(`${shop}/messages`)
  await parley.expectOnline()
  await parley.logOut()
  await signedOut()

  // Without a network, and the page is let in again by the host app's next sign-in.
  await signIn('ada@example.com')
  await parley.expectOnline()
  await parley.page.route('**/api/auth/session', (route) =>
    route.request().method() === 'DELETE' ? route.abort() : route.continue(),
  )
  await parley.logOut()
  await signedOut()
  await parley.page.close()

  // The page is closed before its log-out is answered. The next page finishes it.
  const begin = async () => {
    const page = new ParleyPage(await context.newPage())
    await page.page.goto(`${shop}/messages`)
    await page.expectOnline()
    let asked = () => {}
    const isAsked = new Promise<void>((resolve) => (asked = resolve))
    await page.page.route('**/api/auth/session', (route) =>
      route.request().method() === 'DELETE' ? asked() : route.continue(),
    )
    await page.logOut()
    await isAsked
    await page.page.close()
  }
  await signIn('ada@example.com')
  await begin()
  expect(await heard()).not.toContain('SIGNED_OUT')
  const next = new ParleyPage(await context.newPage())
  await next.page.goto(`${shop}/messages`)
  await expect(next.page.getByRole('heading', { name: 'Sign in to Shop Talk' })).toBeVisible()
  await signedOut()
  await next.page.close()

  // By then somebody else has signed in at the host app.
  await signIn('ada@example.com')
  await begin()
  await signIn('ben@example.com')
  const bens = new ParleyPage(await context.newPage())
  await bens.page.goto(`${shop}/messages`)
  await bens.expectOnline()
  await expect(bens.page.getByRole('button', { name: 'Your account' })).toBeVisible()
  expect(await heard()).not.toContain('SIGNED_OUT')
  const stored = await host.evaluate(() => localStorage.getItem('sb-localhost-auth-token'))
  expect(stored).toContain('ben@example.com')
})
