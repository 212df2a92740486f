import type { Locator } from '@playwright/test'
import { ask } from './ask.ts'
import { rowOf } from './group-page.ts'
import { arrive, twoPeople } from './parley-page.ts'
import { newPerson, parleyUrl } from './people.ts'
import { phoneOf } from './phone.ts'
import { expect, test } from './test.ts'

/** A window of 1280 × 800 at 400 %. */
const ZOOMED = { width: 320, height: 200 }
/** A phone that lies on its side, without and with its keyboard. */
const LYING = { width: 667, height: 330 }
const LYING_AND_TYPING = { width: 667, height: 180 }

/** Whether a pointer that turns its wheel, or a finger, can bring an element into the window. */
async function expectReachable(item: Locator): Promise<void> {
  await item.evaluate((element) => element.scrollIntoView({ block: 'nearest' }))
  await expect(item).toBeInViewport({ ratio: 0.9 })
  const isOnTop = await item.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return element.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  })
  expect(isOnTop).toBe(true)
}

test('at 400 %, the list shows its rows and every menu all its entries', async ({ browser }) => {
  const { window } = await arrive(browser, await newPerson('Ada Arden'))
  const { page } = window
  await window.makeGroups(12)
  await page.setViewportSize(ZOOMED)
  await expectReachable(rowOf(window, 'Newer 1').first())
  // By its name, in which a space stands before the time: at 20:26, the row of "Newer 1" has the text "Newer 120:26".
  const row = page.getByRole('link', { name: /^Newer 12 / })
  await expectReachable(row)

  await page.getByRole('button', { name: 'Your account' }).click()
  const menu = page.getByRole('menu')
  await expectReachable(menu.getByRole('menuitem').first())
  await expectReachable(menu.getByRole('menuitem').last())
  await page.keyboard.press('Escape')

  await row.hover()
  await page.getByRole('button', { name: 'Options for Newer 12' }).click()
  await expectReachable(menu.getByRole('menuitem').first())
  await expectReachable(menu.getByRole('menuitem').last())
})

test('on a phone that lies on its side, the account, a person and the messages above the keyboard can be reached', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('Hello from the train')
  const phone = await phoneOf(browser, ben.person)
  const { page } = phone
  await page.setViewportSize(LYING)
  await page.getByRole('button', { name: 'Your account' }).tap()
  await expectReachable(page.getByRole('menuitem', { name: 'Profile and settings' }))
  await page.keyboard.press('Escape')

  await rowOf(phone, 'Ada Arden').tap()
  await expect(phone.message('Hello from the train')).toBeInViewport()
  await phone.composer.tap()
  await page.setViewportSize(LYING_AND_TYPING)
  await phone.composer.fill('I am on my way.')
  await expect.poll(async () => (await phone.log.boundingBox())!.height).toBeGreaterThan(24)
  await expect(phone.message('Hello from the train')).toBeInViewport()
  await phone.composer.fill('I am on my way. '.repeat(30))
  const bottom = async (of: Locator) => {
    const { y, height } = (await of.boundingBox())!
    return y + height
  }
  await expect.poll(() => bottom(phone.composer)).toBeLessThan(LYING_AND_TYPING.height)
})

test('in a narrow window, and with a large font, there is room for what is written', async ({
  browser,
}) => {
  const { ada } = await twoPeople(browser)
  const { page, composer } = ada.window
  const room = async () => (await composer.boundingBox())!.width
  await page.setViewportSize({ width: 250, height: 445 })
  expect(await room()).toBeGreaterThan(150)
  await page.setViewportSize({ width: 375, height: 667 })
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  await expect.poll(room).toBeGreaterThan(250)
})

test('a long name without a blank is whole where its conversation begins', async ({ browser }) => {
  const { window } = await arrive(browser, await newPerson('Ada Arden'))
  const name = 'Donaudampfschifffahrtsgesellschaft'.repeat(3).slice(0, 100)
  await ask(window.page, 'POST', '/conversations', { kind: 'GROUP', title: name })
  await rowOf(window, name).click()
  await window.page.setViewportSize({ width: 320, height: 800 })
  const beginning = window.log.getByText(/^This is where/)
  await expect(beginning).toBeVisible()
  const { x, width } = (await beginning.boundingBox())!
  expect(x).toBeGreaterThanOrEqual(0)
  expect(x + width).toBeLessThanOrEqual(320)
})

/** The colours that the system chose are the only ones, so what is chosen differs by its background alone. */
const background = (element: Locator) =>
  element.evaluate((shown) => getComputedStyle(shown).backgroundColor)

async function expectDiffers(chosen: Locator, other: Locator): Promise<void> {
  await expect(chosen).toBeVisible()
  expect(await background(chosen)).not.toBe(await background(other))
}

test('with the colours of the system, what is chosen, open or switched on still shows', async ({
  browser,
}) => {
  const { window } = await arrive(browser, await newPerson('Ada Arden'))
  const { page } = window
  await window.makeGroups(2)
  await page.emulateMedia({ forcedColors: 'active' })
  await window.open('Newer 1')
  await expectDiffers(rowOf(window, 'Newer 1'), rowOf(window, 'Newer 2'))
  const chip = (name: string) => page.getByRole('navigation').locator('label', { hasText: name })
  await expectDiffers(chip('All'), chip('Unread'))

  await page.goto(`${parleyUrl()}/settings`)
  const theme = (name: string) =>
    page.getByRole('group', { name: 'Theme' }).locator('label', { hasText: name })
  await expectDiffers(theme('System'), theme('Dark'))
  await expectDiffers(
    page.getByRole('button', { name: 'Save' }),
    page.getByRole('button', { name: 'Choose a picture' }),
  )
  const shown = page.getByRole('switch', { name: 'Show when I’m online' })
  const on = await background(shown)
  await shown.click()
  await expect(shown).not.toBeChecked()
  expect(await background(shown)).not.toBe(on)
  const dot = (name: string) =>
    page
      .getByRole('group', { name: 'Language' })
      .locator('label', { hasText: name })
      .locator('span[aria-hidden]')
      .evaluate((mark) => getComputedStyle(mark, '::before').forcedColorAdjust)
  expect([await dot('Automatic'), await dot('English')]).toEqual(['none', 'auto'])
})
