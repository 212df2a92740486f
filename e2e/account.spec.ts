import type { Page } from '@playwright/test'
import { PNG } from '../testing/images.ts'
import { expectGood } from './accessible.ts'
import { choosePicture } from './group-page.ts'
import { arrive, cookiesOf } from './parley-page.ts'
import { mailTo, newEmail, newPerson, parleyUrl } from './people.ts'
import { expect, test } from './test.ts'

const NEW_PASSWORD = 'another horse battery'

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

test('the account: language, password, address, log-out, data and deletion', async ({
  browser,
}) => {
  test.slow()
  const ada = await newPerson('Ada Arden')
  const { context, window } = await arrive(browser, ada)
  const { page } = window
  const dialog = page.getByRole('dialog')
  await page.goto(`${parleyUrl()}/settings`)
  await expect(page.getByRole('heading', { name: 'Your data' })).toBeVisible()
  await expectGood(page)
  await page.setViewportSize({ width: 375, height: 812 })

  await choosePicture(window, PNG, () => expectGood(page))
  const own = page.getByRole('group', { name: 'Picture', exact: true }).locator('img')
  await expect(own).toHaveJSProperty('naturalWidth', 256)

  await page.getByText('Deutsch', { exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Deine Daten' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expectGood(page)
  await page.getByText('English', { exact: true }).click()
  await expect(page.getByRole('radio', { name: 'English' })).toBeChecked()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect.poll(() => page.evaluate(() => localStorage.getItem('parley.locale'))).toBe('en')

  await press(page, 'Change password')
  await dialog.getByLabel('New password').fill(NEW_PASSWORD)
  await expectGood(page)
  await press(page, 'Save password')
  await expect(page.getByText('Your password is changed.')).toBeVisible()

  const email = newEmail()
  await press(page, 'Change e-mail address')
  await dialog.getByRole('textbox', { name: 'New e-mail address' }).fill(email)
  await press(page, 'Send mail')
  const code = dialog.getByRole('textbox', { name: 'Code' })
  await expect(code).toBeVisible()
  await code.fill((await mailTo(ada.email)).code!)
  await expect(dialog.getByText('One address is confirmed.')).toBeVisible()
  await code.fill((await mailTo(email)).code!)
  await expect(dialog).toBeHidden()
  await expect(page.getByText(email, { exact: true })).toBeVisible()

  const download = page.waitForEvent('download')
  await press(page, 'Download my data')
  expect((await download).suggestedFilename()).toMatch(/^my-data-[\d-]+\.json$/)

  await page.setViewportSize({ width: 1280, height: 720 })
  await page.getByRole('button', { name: 'Log out', exact: true }).first().click()
  await expect(dialog).toHaveAccessibleName('Log out?')
  await page.keyboard.press('Escape')
  await window.expectOnline()
  await window.logOut()
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeFocused()
  await window.signIn(email, NEW_PASSWORD)
  await window.expectOnline()
  const list = page.getByRole('navigation', { name: 'Conversations' })
  await expect(list.locator(':focus')).toHaveCount(1)

  await page.goto(`${parleyUrl()}/settings`)
  await press(page, 'Delete account')
  await dialog.getByLabel('Password', { exact: true }).fill('wrong')
  await press(page, 'Delete for good')
  await expect(dialog.getByRole('alert')).toContainText('password is not right')
  await expectGood(page)
  await dialog.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
  await press(page, 'Delete for good')
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeVisible()
  await expect.poll(() => cookiesOf(context)).toEqual([])
  await window.signIn(email, NEW_PASSWORD)
  await expect(page.getByRole('alert')).toContainText('password is not right')
})
