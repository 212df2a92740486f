import type { Page } from '@playwright/test'
import { ParleyPage, stored, twoPeople } from './parley-page.ts'
import { parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

/**
 * What a browser does with a tab that nobody looked at for some minutes: no code of it runs, and it keeps its locks. A
 * browser without windows freezes none, but its debugger stops the page in the same way.
 */
async function freezer(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Debugger.enable')
  return {
    async freeze() {
      const stopped = new Promise((resolve) => session.once('Debugger.paused', resolve))
      await session.send('Debugger.pause')
      await stopped
    },
    wake: () => session.send('Debugger.resume'),
  }
}

test('a frozen tab hinders no other one, and has everything when it is back', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  const errors: string[] = []
  ada.window.page.on('pageerror', ({ message }) => errors.push(message))
  await ada.window.write('before')
  await expect(ben.window.message('before')).toHaveCount(1)
  await ada.window.composer.fill('half a sentence')

  const tab = await freezer(ada.window.page)
  await tab.freeze()
  await ben.window.write('written to a frozen tab')
  // The frozen tab has the lock of all tabs, and the lead.
  const other = new ParleyPage(await ada.context.newPage())
  await other.page.goto(parleyUrl())
  await other.expectOnline()
  await other.open('Ben Birch')
  await expect(other.message('written to a frozen tab')).toHaveCount(1)
  await other.write('from another tab')
  await expect(ben.window.message('from another tab')).toHaveCount(1)
  await expect(other.message('from another tab')).toHaveAccessibleName(stored)

  await tab.wake()
  await ada.window.expectOnline()
  for (const text of ['before', 'written to a frozen tab', 'from another tab'])
    await expect(ada.window.message(text)).toHaveCount(1)
  await ada.window.write('after')
  await expect(ben.window.message('after')).toHaveCount(1)
  for (const text of ['before', 'written to a frozen tab', 'from another tab', 'after']) {
    await expect(other.message(text)).toHaveCount(1)
    await expect(ben.window.message(text)).toHaveCount(1)
  }
  expect(errors).toEqual([])
})

test('a message that was on its way when the tab froze arrives once', async ({ browser }) => {
  const { ada, ben } = await twoPeople(browser)
  await ben.window.open('Ada Arden')
  const tab = await freezer(ada.window.page)
  await ada.context.setOffline(true)
  await ada.window.write('on its way')
  await tab.freeze()
  await ada.context.setOffline(false)
  await tab.wake()
  await ada.window.expectOnline()
  await expect(ben.window.message('on its way')).toHaveCount(1)
  await expect(ada.window.message('on its way')).toHaveAccessibleName(stored)
})
