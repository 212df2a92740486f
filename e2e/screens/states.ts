import { randomUUID } from 'node:crypto'
import { makeGroup } from '../group-page.ts'
import { arrive, ParleyPage, twoPeople } from '../parley-page.ts'
import { keepSupabaseSession, newPerson, parleyUrl, signIn } from '../people.ts'
import { at, call, inPlace, pageOf, picture, press, type Screen } from './world.ts'

const LONG = 'Wolfeschlegelsteinhausenbergerdorff-Donaudampfschifffahrtsgesellschaft'
const FAILURE = { code: 'internal', message: 'Not now.', request_id: 'r-7' }

/** What goes wrong, what is not here yet, and what is longer than anybody planned. */
export const states: readonly Screen[] = [
  [
    'toast',
    async ({ ada, ben, group }) => {
      await ada.page.goto(`${parleyUrl()}/settings`)
      await ada.expectOnline()
      await ada.page.bringToFront()
      const path = `/conversations/${group.split('/').at(-1)}/messages`
      const body = 'The train leaves from another platform, so please come ten minutes early.'
      await call(ben.page, 'POST', path, { client_id: randomUUID(), body })
      await ada.page.getByRole('region', { name: 'New messages' }).getByRole('listitem').waitFor()
      return ada.page
    },
  ],
  [
    'search-without-result',
    inPlace('group', async ({ page }) => {
      await press(page, 'Search messages')
      await page.getByRole('searchbox', { name: 'Search messages' }).fill('zeppelin')
      await page.getByText('Nothing found.').first().waitFor()
    }),
  ],
  [
    'search-failed',
    async ({ browser, adasEmail, group }) => {
      const page = await pageOf(browser, { session: await signIn(adasEmail) })
      await page.route('**/api/search?*', (route) =>
        route.fulfill({ status: 500, json: { error: FAILURE } }),
      )
      await page.goto(group)
      await press(page, 'Search messages')
      await page.getByRole('searchbox', { name: 'Search messages' }).fill('map')
      await page
        .getByRole('button', { name: /again|Retry/ })
        .first()
        .waitFor()
      return page
    },
  ],
  [
    'list-without-result',
    at('/', async (page) => {
      await page.getByLabel('Search', { exact: true }).fill('zeppelin')
      await page
        .getByText(/zeppelin/)
        .last()
        .waitFor()
    }),
  ],
  [
    'no-archived-conversation',
    at('/', (page) => page.getByRole('radio', { name: 'Archived' }).check()),
  ],
  [
    'mention-list',
    inPlace('group', async (window) => {
      await window.composer.pressSequentially('Dear @')
      await window.page.getByRole('option').first().waitFor()
    }),
  ],
  [
    'too-long',
    inPlace('direct', async (window) => {
      await window.composer.fill('A line of a very long message. '.repeat(140))
    }),
  ],
  [
    'conversation-not-found',
    at(`/c/${randomUUID()}`, (page) => page.getByRole('heading', { level: 2 }).last().waitFor()),
  ],
  [
    'connecting',
    async ({ browser }) => {
      const page = await (await browser.newContext()).newPage()
      await keepSupabaseSession(page, (await newPerson('Ada Arden')).session)
      await page.routeWebSocket('**/socket.io/**', () => undefined)
      await page.route('**/socket.io/**', (route) => route.abort())
      await page.goto(parleyUrl())
      await page.getByRole('status').filter({ hasText: 'Connecting…' }).waitFor()
      return page
    },
  ],
  [
    'upload-failed',
    async ({ browser }) => {
      const { window } = (await twoPeople(browser)).ada
      const { page } = window
      await page.route('**/api/uploads**', (route) =>
        route.fulfill({ status: 403, json: { error: { ...FAILURE, code: 'quota_exceeded' } } }),
      )
      const chooser = page.waitForEvent('filechooser')
      await press(page, 'Attach files')
      const buffer = await picture('#2f7fc1', '#bfe3ff')
      await (await chooser).setFiles([{ name: 'sea.png', mimeType: 'image/png', buffer }])
      await page.getByRole('list', { name: 'Files to send' }).waitFor()
      await window.write('The sea')
      await page.getByText(/you have uploaded as much/).waitFor()
      return page
    },
  ],
  [
    'message-that-waits',
    async ({ browser }) => {
      const { window, context } = (await twoPeople(browser)).ada
      await context.setOffline(true)
      await window.status.filter({ hasText: 'Offline' }).waitFor()
      await window.write('On the train, and in a tunnel')
      await window.message('tunnel').hover()
      await press(window.page, 'More actions')
      await window.page.getByRole('menu').waitFor()
      return window.page
    },
  ],
  [
    'waiting-for-review',
    async ({ browser, moderator }) => {
      const filter = { kind: 'word', value: 'zeppelin', action: 'review' }
      await call(moderator.page, 'POST', '/moderation/filters', filter)
      const { window } = (await twoPeople(browser)).ada
      await window.write('Who wants to buy a zeppelin?')
      await window.page.getByText('Waits for a moderator, who may let it through.').waitFor()
      return window.page
    },
  ],
  [
    'moderation-filters',
    async ({ moderator: { page } }) => {
      await page.goto(`${parleyUrl()}/moderation`)
      await press(page, 'Filters')
      await page.getByRole('textbox').first().waitFor()
      return page
    },
  ],
  [
    'suspended',
    async ({ browser }) => {
      const page = await (await browser.newContext()).newPage()
      await keepSupabaseSession(page, (await newPerson('Ada Arden')).session)
      await page.route('**/api/auth/session/bridge', (route) =>
        route.fulfill({ status: 403, json: { error: { ...FAILURE, code: 'suspended' } } }),
      )
      const notice = {
        ...{ id: randomUUID(), action: 'suspend', reason: 'Spam in five rooms.', read_at: null },
        ...{ created_at: '2026-11-27T12:00:00.000Z', ends_at: '2026-12-04T12:00:00.000Z' },
        ...{ is_post: false, may_appeal: true },
      }
      await page.route('**/api/moderation/suspension', (route) =>
        route.fulfill({ json: { notice } }),
      )
      await page.goto(parleyUrl())
      await press(page, 'Appeal…')
      await page.getByRole('textbox', { name: 'Your appeal' }).waitFor()
      return page
    },
  ],
  [
    'full-storage',
    async ({ browser }) => {
      const { ada } = await twoPeople(browser)
      const window = new ParleyPage(await ada.context.newPage())
      await window.page.addInitScript(() => {
        const full = () => {
          throw new DOMException('full', 'QuotaExceededError')
        }
        IDBObjectStore.prototype.add = full
        IDBObjectStore.prototype.put = full
      })
      await window.page.goto(parleyUrl())
      await window.expectOnline()
      await window.open('Ben Birch')
      await ada.context.setOffline(true)
      await window.write('Written in a browser that is full')
      await window.log.getByText('Keep this page open until it is sent').waitFor()
      return window.page
    },
  ],
  [
    'blocked',
    async ({ browser }) => {
      const { ada, ben } = await twoPeople(browser)
      await ben.window.open('Ada Arden')
      await ben.window.write('Hello')
      await call(ada.window.page, 'PUT', `/people/${ben.person.session.user.id}/block`, {})
      await ada.window.composer.waitFor({ state: 'detached' })
      return ada.window.page
    },
  ],
  [
    'report-failed',
    inPlace('group', async (window) => {
      await window.message('Who brings').focus()
      await window.page.keyboard.press('Shift+F10')
      await window.page.getByRole('menuitem', { name: 'Report…' }).click()
      await window.page.route('**/api/reports', (route) => route.abort())
      await press(window.page, 'Send report')
      await window.page.getByRole('dialog').getByRole('alert').waitFor()
      await window.page.unroute('**/api/reports')
    }),
  ],
  [
    'wrong-address',
    at('/settings', async (page) => {
      await press(page, 'Change e-mail address')
      await page.getByRole('dialog').getByRole('textbox').fill('nobody')
      await page.getByRole('dialog').getByRole('button', { name: 'Send mail' }).click()
      await page.locator('[aria-invalid=true]').waitFor()
    }),
  ],
  [
    'sign-up-with-errors',
    async ({ stranger }) => {
      await stranger.goto(parleyUrl())
      await press(stranger, 'Create account')
      await stranger.getByRole('textbox', { name: 'Email' }).fill('nobody')
      await press(stranger, 'Create account')
      await stranger.locator('[aria-invalid=true]').first().waitFor()
      return stranger
    },
  ],
  [
    'crop-a-picture',
    at('/settings', async (page) => {
      const file = {
        name: 'me.png',
        mimeType: 'image/png',
        buffer: await picture('#8a5a2b', '#ffe9cf'),
      }
      await page.locator('input[type=file]').first().setInputFiles(file)
      await page.getByRole('slider', { name: 'Zoom' }).waitFor()
    }),
  ],
  [
    'overlong',
    async ({ browser }) => {
      const [ada, ben] = [await newPerson('Ada Arden'), await newPerson(LONG.slice(0, 60))]
      const { window } = await arrive(browser, ada)
      await makeGroup(window, `${LONG} of ${LONG}`.slice(0, 100), [ben])
      const bens = (await arrive(browser, ben)).window
      await bens.page.getByRole('navigation').getByRole('link').first().click()
      await bens.write(`${LONG}${LONG}${LONG} https://example.org/${LONG}/${LONG}`)
      await window.message(LONG).first().waitFor()
      await window.page.getByRole('button', { name: 'Details', exact: true }).click()
      await window.page.getByRole('region', { name: 'Details' }).waitFor()
      return window.page
    },
  ],
]
