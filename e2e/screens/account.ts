import type { Page } from '@playwright/test'
import { at, press, type Open, type Screen } from './world.ts'

const heading = (name: string) => (page: Page) =>
  page.getByRole('heading', { name }).scrollIntoViewIfNeeded()

const inSettings = (button: string): Open =>
  at('/settings', async (page) => {
    await press(page, button)
    await page.getByRole('dialog').waitFor()
  })

/** The person's own account. */
export const account: readonly Screen[] = [
  [
    'account-menu',
    at('/', async (page) => {
      await press(page, 'Your account')
      await page.getByRole('menu').waitFor()
    }),
  ],
  ['settings', at('/settings')],
  ['settings-language', at('/settings', heading('Language'))],
  ['settings-data', at('/settings', heading('Your data'))],
  ['change-password', inSettings('Change password')],
  ['change-email', inSettings('Change e-mail address')],
  ['delete-account', inSettings('Delete account')],
  [
    'log-out',
    at('/', async (page) => {
      await press(page, 'Log out')
      await page.getByRole('dialog').waitFor()
    }),
  ],
  ['devices', at('/settings/devices', (page) => page.getByText('This device').waitFor())],
]
