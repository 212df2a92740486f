import type { Route } from '@playwright/test'
import { expectGoodAtBothWidths } from './accessible.ts'
import { makeGroup } from './group-page.ts'
import { arrive, ParleyPage, twoPeople } from './parley-page.ts'
import { keepSupabaseSession, newPerson, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

test('three messages written offline, the tab closed, back online: each arrives once, in order', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('before')
  await ben.window.open('Ada Arden')
  await expect(ben.window.message('before')).toBeVisible()

  await ada.context.setOffline(true)
  await expect(ada.window.status).toHaveText('Offline, 0 waiting')
  for (const text of ['first', 'second', 'third']) await ada.window.write(`${text} from the tunnel`)
  await expect(ada.window.status).toHaveText('Offline, 3 waiting')
  await ada.window.page.close()
  await ada.context.setOffline(false)

  const back = new ParleyPage(await ada.context.newPage())
  await back.page.goto(parleyUrl())
  await back.expectOnline()
  const arrived = ben.window.log.getByRole('article').filter({ hasText: 'from the tunnel' })
  await expect(arrived).toHaveText([/first/, /second/, /third/])
  await back.open('Ben Birch')
  await expect(back.log.getByRole('article').filter({ hasText: 'from the tunnel' })).toHaveCount(3)
})

test('after a lost network, messages written meanwhile on both sides arrive once', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  await ada.context.setOffline(true)
  await expect(ada.window.status).toHaveText(/^Offline/)
  await ada.window.write('mine, offline')
  await ben.window.write('yours, meanwhile')
  await ada.context.setOffline(false)
  await ada.window.expectOnline()
  for (const window of [ada.window, ben.window]) {
    await expect(window.message('mine, offline')).toHaveCount(1)
    await expect(window.message('yours, meanwhile')).toHaveCount(1)
  }
})

test('where WebSocket is blocked, long polling carries the conversation', async ({ browser }) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  await ben.window.page.routeWebSocket('**/socket.io/**', (socket) => socket.close())
  await ben.window.page.reload()
  await ben.window.expectOnline()
  await ada.window.write('through the keyhole')
  await expect(ben.window.message('through the keyhole')).toHaveCount(1)
})

test('a network that is lost in the first second leaves the page, and its parts come later', async ({
  page,
  context,
}) => {
  let isAway = false
  const waiting: Route[] = []
  // The first says that another is missing.
  const late = /\/assets\/(MissingPart|ListResizer|AfterStart)-/
  await page.route(late, (route) => (isAway ? route.abort() : void waiting.push(route)))
  await keepSupabaseSession(page, (await newPerson('Ada Arden')).session)
  await page.goto(parleyUrl())
  const window = new ParleyPage(page)
  await window.expectOnline()
  await expect.poll(() => waiting.length).toBeGreaterThan(0)
  await context.setOffline(true)
  isAway = true
  for (const route of waiting) await route.abort()
  await expect(window.status).toHaveText('Offline, 0 waiting')
  const resizer = page.getByRole('separator')
  await expect(resizer).toHaveCount(0)
  await page.unroute(late)
  await context.setOffline(false)
  await expect(resizer).toBeVisible()
  await window.expectOnline()
})

test('a message to a group that its writer was removed from meanwhile is shown, with what to do', async ({
  browser,
}) => {
  const people = [newPerson('Ada Arden'), newPerson('Ben Birch')] as const
  const [ada, ben] = await Promise.all(people)
  const [adas, bens] = await Promise.all([arrive(browser, ada), arrive(browser, ben)])
  await makeGroup(adas.window, 'Team', [ben])
  await bens.window.open('Team')
  await bens.context.setOffline(true)
  await expect(bens.window.status).toHaveText(/^Offline/)
  await bens.window.write('precious words')
  const id = new URL(adas.window.page.url()).pathname.split('/').at(-1)
  const removed = await adas.window.page.request.delete(
    `${parleyUrl()}/api/conversations/${id}/participants/${ben.session.user.id}`,
    { headers: { 'x-parley-client': '1', origin: parleyUrl() } },
  )
  expect(removed.ok()).toBe(true)
  await bens.context.setOffline(false)
  const { page } = bens.window
  const dialog = page.getByRole('dialog', { name: 'A message was not sent' })
  await expect(dialog).toContainText('precious words')
  await expectGoodAtBothWidths(page)
  await page.reload()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Log out?' })).toBeVisible()
})

test('a window that is online sends, also while another window of the browser leads and is offline', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('before')
  await ben.window.open('Ada Arden')
  const address = ada.window.page.url()
  await ada.window.page.close()

  const leading = new ParleyPage(await ada.context.newPage())
  let isCut = false
  const cuts: (() => void)[] = []
  await leading.page.route('**/socket.io/**', (route) => (isCut ? route.abort() : route.continue()))
  await leading.page.routeWebSocket('**/socket.io/**', (socket) => {
    if (isCut) return void socket.close()
    const server = socket.connectToServer()
    cuts.push(
      () => void server.close(),
      () => void socket.close(),
    )
  })
  await leading.page.goto(address)
  await leading.expectOnline()
  const other = new ParleyPage(await ada.context.newPage())
  await other.page.goto(address)
  await other.expectOnline()
  isCut = true
  for (const cut of cuts) cut()
  await expect(leading.status).toHaveText('Offline, 0 waiting')

  await other.write('from the window that is online')
  await expect(ben.window.message('from the window that is online')).toBeVisible()
  await leading.write('from the one that is not')
  await expect(ben.window.message('from the one that is not')).toBeVisible()
  await expect(ben.window.log.getByRole('article').filter({ hasText: 'from the' })).toHaveCount(2)
})
