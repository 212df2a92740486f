import type { Page } from '@playwright/test'
import { details } from './group-page.ts'
import { twoPeople } from './parley-page.ts'
import { parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

const toasts = (page: Page) =>
  page.getByRole('region', { name: 'New messages' }).getByRole('listitem')

/** Ada is on her settings page, without an open conversation. Ben has their conversation open. */
async function away(browser: Parameters<typeof twoPeople>[0]) {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('Are you there?')
  await ben.window.open('Ada Arden')
  await ada.window.page.goto(`${parleyUrl()}/settings`)
  await ada.window.expectOnline()
  await ada.window.page.bringToFront()
  return { ada, ben }
}

test('a message in another conversation shows a toast, and a press opens it', async ({
  browser,
}) => {
  const { ada, ben } = await away(browser)
  await ben.window.write('I am here now')
  await expect(toasts(ada.window.page)).toContainText(['Ben BirchI am here now'])
  await toasts(ada.window.page).getByRole('link').click()
  await expect(ada.window.message('I am here now')).toBeVisible()
  await expect(toasts(ada.window.page)).toHaveCount(0)
})

test("no toast for the open conversation, a muted one, or the user's own message", async ({
  browser,
}) => {
  const { ada, ben } = await away(browser)
  const { page } = ada.window
  await ada.window.open('Ben Birch')
  await ben.window.write('read as it comes')
  await expect(ada.window.message('read as it comes')).toBeVisible()
  await expect(toasts(page)).toHaveCount(0)
  await expect(toasts(ben.window.page)).toHaveCount(0)

  const panel = await details(ada.window)
  await panel.getByRole('switch', { name: 'Mute' }).check()
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toContainText('Muted')
  await page.goto(`${parleyUrl()}/settings`)
  await ada.window.expectOnline()
  await ben.window.write('into the quiet')
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toContainText(
    'into the quiet',
  )
  await expect(toasts(page)).toHaveCount(0)
})

test('in a background tab the title counts, and the desktop notifies after a click allowed it', async ({
  browser,
}) => {
  const { ada, ben } = await away(browser)
  const { page } = ada.window
  // The test browser shows no desktop notifications, so the page's requests are recorded instead.
  await page.addInitScript(() => {
    const told: string[] = []
    class Told extends EventTarget {
      static permission = 'default'
      static requestPermission = async () => (Told.permission = 'granted')
      close = () => undefined
      constructor(title: string, options: { body: string }) {
        super()
        told.push(`${title}: ${options.body}`)
      }
    }
    Object.assign(window, { Notification: Told, told })
    let hidden = false
    Object.defineProperty(document, 'visibilityState', {
      get: () => (hidden ? 'hidden' : 'visible'),
    })
    document.hasFocus = () => !hidden
    Object.assign(window, {
      hide(now: boolean) {
        hidden = now
        document.dispatchEvent(new Event('visibilitychange'))
      },
    })
  })
  await page.reload()
  await ada.window.expectOnline()
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told)
  expect(await told()).toEqual([])
  await page.getByRole('button', { name: 'Turn on desktop notifications' }).click()
  await page.getByRole('button', { name: 'Send a test notification' }).click()
  await expect(page.getByText('The test was sent.')).toBeVisible()
  await expect.poll(told).toEqual(['Parley: Notifications work.'])

  await page.evaluate(() => (window as unknown as { hide(now: boolean): void }).hide(true))
  await ben.window.write('Look here')
  await expect(page).toHaveTitle(/^\(1\)/)
  await expect.poll(told).toContain('Ben Birch: Look here')
})

test('one tab notifies, not every tab', async ({ browser }) => {
  const { ada, ben } = await away(browser)
  const second = await ada.context.newPage()
  await second.goto(`${parleyUrl()}/settings`)
  await second.getByRole('status').filter({ hasText: 'Online' }).waitFor()
  await ben.window.write('only once')
  const count = async () => (await toasts(ada.window.page).count()) + (await toasts(second).count())
  await expect.poll(count).toBe(1)
  await expect(second.getByRole('navigation', { name: 'Conversations' })).toContainText('only once')
  expect(await count()).toBe(1)
})

test('a page that has just loaded does not notify of missed messages', async ({ browser }) => {
  const { ada, ben } = await away(browser)
  await ada.window.page.close()
  await ben.window.write('while you were gone')
  const back = await ada.context.newPage()
  await back.goto(parleyUrl())
  await expect(back).toHaveTitle(/^\(1\)/)
  await expect(toasts(back)).toHaveCount(0)
})
