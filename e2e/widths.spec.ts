import type { Page } from '@playwright/test'
import { arrive, twoPeople } from './parley-page.ts'
import { newPerson } from './people.ts'
import { expect, test } from './test.ts'

const chooseLanguage = async (page: Page, locale: string) => {
  await page.evaluate((chosen) => localStorage.setItem('parley.locale', chosen), locale)
  await page.reload()
}

/** The texts of labels that reach out of their box or out of the window. */
const cutOff = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((labels) =>
    labels
      .filter((label) => {
        const inner = label.getBoundingClientRect()
        const outer = label.closest('fieldset, [role=dialog]')!.getBoundingClientRect()
        return inner.left < outer.left - 1 || inner.right > outer.right + 1
      })
      .map((label) => label.textContent),
  )

test('every filter of the list is whole, at the narrowest list and in each language', async ({
  browser,
}) => {
  const { window } = await arrive(browser, await newPerson('Ada Arden'))
  const { page } = window
  // Without a conversation there is nothing to filter.
  await window.makeGroups(1)
  for (const [language, archived] of [
    ['en', 'Archived'],
    ['de', 'Archiv'],
    ['pseudo', '⟦'],
  ] as const) {
    await chooseLanguage(page, language)
    await page.locator('fieldset label').filter({ hasText: archived }).first().waitFor()
    for (const width of [280, 320, 1024]) {
      await page.setViewportSize({ width, height: 700 })
      expect(await cutOff(page, 'fieldset label'), `${language} at ${width}`).toEqual([])
    }
  }
})

test('a draft is as tall as its lines after the window becomes narrower, and wider again', async ({
  browser,
}) => {
  const { window } = (await twoPeople(browser)).ada
  await window.composer.fill('The early train is full, so we all meet one hour later. '.repeat(3))
  const spare = () => window.composer.evaluate((box) => box.scrollHeight - box.clientHeight)
  const height = async () => (await window.composer.boundingBox())!.height
  const wide = await height()
  await window.page.setViewportSize({ width: 340, height: 800 })
  await expect.poll(spare).toBe(0)
  expect(await height()).toBeGreaterThan(wide)
  await window.page.setViewportSize({ width: 1280, height: 800 })
  await expect.poll(height).toBe(wide)
})
