import type { Browser } from '@playwright/test'
import { PNG } from '../testing/images.ts'
import { endMessages } from './ends.ts'
import { details, rowOf, threePeople, actOn } from './group-page.ts'
import { stored, twoPeople, type ParleyPage } from './parley-page.ts'
import { expect, test } from './test.ts'

/** Ada and Ben talk. What follows the first line disappears after an hour. */
async function talkThatDisappears(browser: Browser) {
  const { ada, ben } = await twoPeople(browser)
  await ada.window.write('This stays')
  await ben.window.open('Ada Arden')
  const panel = await details(ada.window)
  await panel.getByText('1 hour', { exact: true }).click()
  for (const { page } of [ada.window, ben.window]) {
    await expect(page.getByRole('img', { name: 'Messages disappear after 1 hour' })).toBeVisible()
  }
  await panel.getByRole('button', { name: 'Close' }).click()
  await ben.window.write('The code is 4711')
  await expect(ada.window.message('The code is 4711')).toBeVisible()
  const end = () => endMessages(new URL(ada.window.page.url()).pathname.split('/').at(-1)!)
  return { ada: ada.window, end }
}

/** Pins a message by keyboard. */
async function pin(window: ParleyPage, text: string): Promise<void> {
  const { page } = window
  await expect(window.message(text)).toHaveAccessibleName(stored)
  await window.message(text).focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Pin' }).press('Enter')
}

test('a message that disappears under the focus gives it to the next one', async ({ browser }) => {
  const { ada, end } = await talkThatDisappears(browser)
  await ada.message('The code is 4711').focus()
  await end()
  await expect(ada.message('The code is 4711')).toHaveCount(0)
  await expect(ada.message('This stays')).toBeFocused()
  await ada.page.keyboard.press('Tab')
  await expect(ada.composer).toBeFocused()
})

test('the messages stay a Tab stop when the one that had the focus last has disappeared', async ({
  browser,
}) => {
  const { ada, end } = await talkThatDisappears(browser)
  await ada.message('The code is 4711').focus()
  await ada.page.keyboard.press('Tab')
  await expect(ada.composer).toBeFocused()
  await end()
  await expect(ada.message('The code is 4711')).toHaveCount(0)
  await ada.page.keyboard.press('Shift+Tab')
  await expect(ada.message('This stays')).toBeFocused()
})

test('a notification keeps the focus when a newer message replaces it, and gives it back at its end', async ({
  browser,
}) => {
  const { ada, ben } = await twoPeople(browser)
  const { page } = ada.window
  await ada.window.makeGroups(1)
  await ada.window.open('Newer 1')
  await ben.window.open('Ada Arden')
  await ben.window.write('first')
  await ada.window.composer.focus()
  const toasts = page.getByRole('region', { name: 'New messages' })
  await toasts.getByRole('link').filter({ hasText: 'first' }).focus()
  await ben.window.write('second')
  await expect(toasts.getByRole('link').filter({ hasText: 'second' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(toasts.getByRole('button', { name: 'Dismiss' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(toasts).toHaveCount(0)
  await expect(ada.window.composer).toBeFocused()
})

test('unpinning in the details leaves the focus in them, and Esc closes them', async ({
  browser,
}) => {
  const { ada } = await threePeople(browser)
  const { page } = ada.window
  for (const text of ['pin one', 'pin two']) {
    await ada.window.write(text)
    await pin(ada.window, text)
    await expect(page.getByRole('region', { name: 'Pinned message' })).toContainText(text)
  }
  const panel = await details(ada.window)
  const unpin = panel.getByRole('button', { name: /^Unpin/ })
  await unpin.first().press('Enter')
  await expect(unpin).toHaveCount(1)
  await expect(panel.getByRole('listitem').getByRole('link', { name: /pin one/ })).toBeFocused()
  await unpin.press('Enter')
  await expect(unpin).toHaveCount(0)
  await expect(panel.getByRole('heading', { name: 'Details' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
})

test('a chosen file that is taken out gives the focus to the next one, and the last to the composer', async ({
  browser,
}) => {
  const { ada } = await twoPeople(browser)
  const { page } = ada.window
  const files = ['a.png', 'b.png'].map((name) => ({ name, mimeType: 'image/png', buffer: PNG }))
  await page.locator('form input[type=file]').first().setInputFiles(files)
  await page.getByRole('button', { name: 'Remove a.png' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Remove b.png' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Attach files' })).toBeFocused()
})

test('the last row leaves the list under the focus, which goes to what is above it', async ({
  browser,
}) => {
  const { ada, ben } = await threePeople(browser)
  await rowOf(ben.window, 'Summer trip').focus()
  await actOn(ada.window, 'Ben Birch', 'Remove from the group')
  await expect(rowOf(ben.window, 'Summer trip')).toHaveCount(0)
  const list = ben.window.page.getByRole('navigation', { name: 'Conversations' })
  await expect(list.locator(':focus')).toHaveCount(1)
})

test('a post that was opened has the focus at its top', async ({ browser }) => {
  const { ada } = await twoPeople(browser)
  const { page } = ada.window
  await page.getByRole('button', { name: 'Your account' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Posts' }).press('Enter')
  await page.getByRole('button', { name: 'New post' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New post' })
  await dialog.getByRole('textbox', { name: 'Title' }).fill('A bicycle')
  await dialog.getByRole('button', { name: 'Publish' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'A bicycle' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Posts', exact: true })).toBeFocused()
})
