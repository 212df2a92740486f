import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test as base, type Page } from '@playwright/test'
import { expectGood } from '../accessible.ts'
import { expectNothingCutOff } from '../cut-off.ts'
import { account } from './account.ts'
import { messages } from './messages.ts'
import { panels } from './panels.ts'
import { places } from './places.ts'
import { signedOut } from './signed-out.ts'
import { states } from './states.ts'
import { openWorld, type World } from './world.ts'

const folder = fileURLToPath(new URL('../../screens', import.meta.url))
const WIDTHS = [320, 375, 768, 1024, 1280]
/** The narrowest and the widest one are enough to see a text that is too long, or a side that is wrong. */
const OTHER_WIDTHS = [320, 1280]
const HEIGHT = 800

const test = base.extend<object, { world: World }>({
  world: [
    async ({ browser }, use) => {
      await use(await openWorld(browser))
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    { scope: 'worker' },
  ],
})

// `npm run screens -- --grep moderation` takes some of them.
const screens = [...signedOut, ...panels, ...messages, ...account, ...places, ...states]
for (const [name, open] of screens) {
  test(name, async ({ world }) => {
    rmSync(join(folder, name), { recursive: true, force: true })
    const page = await open(world)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await take(page, name, colorScheme, WIDTHS)
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await turn(page, 'rtl')
    await take(page, name, 'rtl', OTHER_WIDTHS)
    await turn(page, 'ltr')
    await expectGood(page)
    await page.emulateMedia({ colorScheme: 'light' })
    for (const locale of ['pseudo', 'de']) {
      await speak(page, locale)
      await take(page, name, locale, OTHER_WIDTHS)
      await expectWhole(page, locale)
    }
    await speak(page, null)
    await expectWhole(page, 'en')
    await spaceOut(page)
    await take(page, name, 'spaced', OTHER_WIDTHS)
    await expectWhole(page, 'spaced out')
  })
}

async function take(page: Page, name: string, look: string, widths: readonly number[]) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: HEIGHT })
    await page.screenshot({ path: join(folder, name, `${look}-${width}.png`) })
  }
  await page.setViewportSize({ width: 1280, height: HEIGHT })
}

async function expectWhole(page: Page, locale: string) {
  for (const width of OTHER_WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT })
    await expectNothingCutOff(page, `${locale} at ${width}`)
  }
}

/** The distances of WCAG 1.4.12, which a reader may set. */
const spaceOut = (page: Page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    const spacing = 'line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em'
    sheet.replaceSync(`* { ${spacing.replaceAll(';', ' !important;')} !important }`)
    document.adoptedStyleSheets = [sheet]
  })

const turn = (page: Page, dir: string) =>
  page.evaluate((way) => (document.documentElement.dir = way), dir)

/** Chooses a language as another tab would do it, so that what is open stays open. */
async function speak(page: Page, locale: string | null) {
  const { lang } = await page.evaluate(() => ({ lang: document.documentElement.lang }))
  await page.evaluate((chosen) => {
    const key = 'parley.locale'
    if (chosen) localStorage.setItem(key, chosen)
    else localStorage.removeItem(key)
    dispatchEvent(new StorageEvent('storage', { key, newValue: chosen }))
  }, locale)
  // Where nobody is signed in, the page does not listen to its other tabs. Without a network it stays as it is.
  const changed = page.waitForFunction((old) => document.documentElement.lang !== old, lang, {
    timeout: 1_500,
  })
  const anew = () => page.reload().then(() => page.waitForLoadState('networkidle'))
  await changed.catch(anew).catch(() => undefined)
}
