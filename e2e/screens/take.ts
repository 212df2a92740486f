import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { test } from '../test.ts'
import { openWorld, screens } from './screens.ts'

const folder = fileURLToPath(new URL('../../screens', import.meta.url))
const WIDTHS = [320, 375, 768, 1024, 1280]
/** The narrowest and the widest one are enough to see a text that is too long, or a side that is wrong. */
const OTHER_WIDTHS = [320, 1280]
const HEIGHT = 800

test('every screen', async ({ browser }) => {
  rmSync(folder, { recursive: true, force: true })
  const world = await openWorld(browser)
  for (const [name, open] of screens) {
    await test.step(name, async () => {
      const page = await open(world)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await take(page, name, colorScheme, WIDTHS)
      }
      await page.emulateMedia({ colorScheme: 'light' })
      await turn(page, 'rtl')
      await take(page, name, 'rtl', OTHER_WIDTHS)
      await turn(page, 'ltr')
      await speak(page, 'pseudo')
      await take(page, name, 'pseudo', OTHER_WIDTHS)
      await speak(page, null)
    })
  }
})

async function take(page: Page, name: string, look: string, widths: readonly number[]) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: HEIGHT })
    await page.screenshot({ path: join(folder, name, `${look}-${width}.png`) })
  }
  await page.setViewportSize({ width: 1280, height: HEIGHT })
}

const turn = (page: Page, dir: string) =>
  page.evaluate((way) => (document.documentElement.dir = way), dir)

/** The page is loaded anew, so that dialogs and menus are closed afterwards. */
async function speak(page: Page, locale: string | null) {
  await page.evaluate((chosen) => {
    if (chosen) localStorage.setItem('parley.locale', chosen)
    else localStorage.removeItem('parley.locale')
  }, locale)
  await page.reload()
  await page.locator('main, [role=main]').first().waitFor()
  await page.waitForLoadState('networkidle')
}
