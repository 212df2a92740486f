import { devices, type Browser } from '@playwright/test'
import { ParleyPage } from './parley-page.ts'
import { keepSupabaseSession, parleyUrl, type Person } from './people.ts'

/** A phone. As on an iPhone, a long press sends no `contextmenu`. */
export async function phoneOf(browser: Browser, person: Person): Promise<ParleyPage> {
  const { defaultBrowserType: _, ...phone } = devices['iPhone 13']
  const context = await browser.newContext({ ...phone, locale: 'en-GB' })
  await context.addInitScript(() =>
    window.addEventListener(
      'contextmenu',
      (event) => {
        event.preventDefault()
        event.stopImmediatePropagation()
      },
      true,
    ),
  )
  const page = await context.newPage()
  await keepSupabaseSession(page, person.session)
  await page.goto(parleyUrl())
  return new ParleyPage(page)
}
