import type { Page } from '@playwright/test'
import { details, makeGroup } from './group-page.ts'
import { act } from './message-page.ts'
import { arrive, stored } from './parley-page.ts'
import { newPerson } from './people.ts'
import { expect, test } from './test.ts'

const WIDTHS = [375, 768, 1024, 1280]

/** The buttons of the dialog that lie under something else, at any width. */
async function coveredButtons(page: Page): Promise<string[]> {
  const covered: string[] = []
  await expect(page.getByRole('dialog')).toBeVisible()
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    const found = await page.getByRole('dialog').evaluate((dialog) =>
      [...dialog.querySelectorAll('button')]
        .filter((button) => {
          button.scrollIntoView({ block: 'nearest' })
          const { left, top, width: wide, height: high } = button.getBoundingClientRect()
          const hit = document.elementFromPoint(left + wide / 2, top + high / 2)
          return !button.contains(hit)
        })
        .map((button) => button.textContent || button.getAttribute('aria-label')),
    )
    covered.push(...found.map((name) => `${width}: ${name}`))
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  return covered
}

test('dialogs lie above panels at every width, back closes a panel, and a name opens its person', async ({
  browser,
}) => {
  test.slow()
  const [ada, ben] = [await newPerson('Ada Arden'), await newPerson('Ben Birch')]
  const { window } = await arrive(browser, ada)
  const { page } = window
  await makeGroup(window, 'Summer trip', [ben])
  const bens = (await arrive(browser, ben)).window
  await bens.open('Summer trip')
  await bens.write('Who is here?')
  await window.write('I am')
  await expect(window.message('I am')).toHaveAccessibleName(stored)

  const panel = await details(window)
  const open = (name: string) => () =>
    page.getByRole('button', { name, exact: true }).first().click()
  const dialogs: [string, () => Promise<unknown>][] = [
    ['edit the group', open('Edit group')],
    ['add people', open('Add people')],
    ['leave', open('Leave group')],
    ['new conversation', open('New conversation')],
    ['switcher', () => page.keyboard.press('Control+k')],
    ['shortcuts', () => page.keyboard.press('Control+/')],
    ['delete', () => act(window, 'I am', 'Delete')],
    ['report', () => act(window, 'Who is here?', 'Report…')],
  ]
  for (const [name, show] of dialogs) {
    await test.step(name, async () => {
      await show()
      await expect.poll(() => coveredButtons(page)).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    })
  }

  await test.step('back, forward and a reload', async () => {
    await act(window, 'Who is here?', 'Reply in thread')
    const thread = page.getByRole('region', { name: 'Thread' })
    await expect(thread).toBeVisible()
    await page.goBack()
    await expect(panel).toBeVisible()
    await page.goForward()
    await page.reload()
    await expect(thread.getByRole('article')).toHaveCount(1)
    await thread.getByRole('button', { name: 'Close' }).click()
    await expect(thread).toHaveCount(0)
    await expect(panel).toHaveCount(0)
    await expect(window.log).toBeVisible()
  })

  await test.step('the toolbar stands on no words, and goes with the mouse', async () => {
    const toolbar = page.getByRole('group', { name: 'Message actions' })
    await window.message('Who is here?').click()
    const wordsBelow = async () => {
      const place = (await toolbar.boundingBox())!
      const words = await window.log
        .locator('[dir=auto]')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect))
      const isApart = ({ left, right, top, bottom }: DOMRect) =>
        place.x + place.width <= left ||
        place.x >= right ||
        place.y + place.height <= top ||
        place.y >= bottom
      return words.filter((one) => !isApart(one))
    }
    await expect.poll(wordsBelow).toEqual([])
    await window.composer.hover()
    await expect(toolbar).toHaveCount(0)
  })

  await test.step('a name opens the profile card, by mouse and by keyboard', async () => {
    const card = page.getByRole('dialog', { name: 'About Ben Birch' })
    await window.log.getByRole('button', { name: 'Ben Birch' }).click()
    await expect(card.getByRole('button', { name: 'Message' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(card).toHaveCount(0)
    await expect(window.message('Who is here?')).toBeFocused()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(card).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { level: 2, name: 'Summer trip' }).click()
    await expect(panel).toBeVisible()
  })
})
