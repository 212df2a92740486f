import type { Page } from '@playwright/test'
import { stored, twoPeople } from './parley-page.ts'
import { parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

const HOUR = 3_600_000

/** A device whose clock can be set. `setClock` works while the page is open, and holds over a reload. */
async function giveClock(page: Page): Promise<(hours: number) => Promise<void>> {
  await page.addInitScript(() => {
    const Real = Date
    const ahead = () => Number(sessionStorage.getItem('test-clock') ?? 0)
    class Wrong extends Real {
      constructor(...given: unknown[]) {
        super(...((given.length > 0 ? given : [Real.now() + ahead()]) as [number]))
      }
      static override now = () => Real.now() + ahead()
    }
    globalThis.Date = Wrong as DateConstructor
  })
  return async (hours) => {
    const ahead = String(hours * HOUR)
    await page.evaluate((value) => sessionStorage.setItem('test-clock', value), ahead)
  }
}

/** How often the page asked for something that changes a sign-in or a session. */
function countAsked(page: Page) {
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (/\/token$|\/api\/auth\//.test(pathname)) asked.push(`${request.method()} ${pathname}`)
  })
  return asked
}

test('a clock that jumps by days, while the page is open and over a reload, signs nobody out', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  const adas = ada.window
  const setClock = await giveClock(adas.page)
  const errors: string[] = []
  adas.page.on('pageerror', ({ message }) => errors.push(message))
  await adas.page.reload()
  const asked = countAsked(adas.page)
  const said: string[] = []
  for (const hours of [-49, 0, 73, -2, 26]) {
    await setClock(hours)
    // As after a look at another tab: everything that waits for a wake looks at the clock.
    await adas.page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await adas.expectOnline()
    const text = `with the clock ${hours} hours off`
    await adas.write(text)
    await expect(adas.message(text)).toHaveAccessibleName(stored)
    await ben.window.write(`answer to ${hours}`)
    await expect(adas.message(`answer to ${hours}`)).toHaveCount(1)
    said.push(text, `answer to ${hours}`)
    await adas.page.reload()
    await adas.expectOnline()
    for (const line of said) await expect(adas.message(line)).toHaveCount(1)
    const shown = await adas.log.getByRole('article').allInnerTexts()
    const places = said.map((line) => shown.findIndex((one) => one.includes(line)))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  }
  // Each reload asks for the session once, and each jump renews the sign-in at most once.
  expect(asked.length).toBeLessThan(5 * 5)
  expect(errors).toEqual([])
})

test('a message that disappears stays for its time on a device whose clock is set meanwhile', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const setClock = await giveClock(ada.window.page)
  await ada.window.page.reload()
  await ben.window.open('Ada Arden')
  const id = new URL(ben.window.page.url()).pathname.split('/').at(-1)
  const answer = await ben.window.page.request.put(
    `${parleyUrl()}/api/conversations/${id}/message-lifetime`,
    {
      headers: { 'x-parley-client': '1', origin: parleyUrl() },
      data: { message_lifetime_seconds: 86_400 },
    },
  )
  expect(answer.ok()).toBe(true)
  await ben.window.write('stays for a day')
  await expect(ada.window.message('stays for a day')).toHaveCount(1)
  await setClock(72)
  // Another message makes the page look at all of them.
  await ben.window.write('and another one')
  await expect(ada.window.message('and another one')).toHaveCount(1)
  await expect(ada.window.message('stays for a day')).toHaveCount(1)
})
