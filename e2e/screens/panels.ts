import { details } from '../group-page.ts'
import { act } from '../message-page.ts'
import { at, inPlace, press, type Screen } from './world.ts'

/** What opens beside a conversation or on top of it. */
export const panels: readonly Screen[] = [
  ['list', at('/')],
  [
    'conversation-menu',
    at('/', async (page) => {
      const row = page.getByRole('navigation', { name: 'Conversations' }).getByRole('listitem')
      await row.filter({ hasText: 'Summer trip' }).hover()
      await press(page, 'Options for Summer trip')
      await page.getByRole('menu').waitFor()
    }),
  ],
  [
    'thread',
    inPlace('group', async (window) => {
      await act(window, 'Who brings the map?', 'Reply in thread')
      await window.page.getByRole('textbox', { name: 'Message in thread' }).waitFor()
    }),
  ],
  ['details-of-a-pair', inPlace('direct', details)],
  ['details-of-a-group', inPlace('group', details)],
  [
    'files-of-a-conversation',
    inPlace('workshop', async (window) => {
      const panel = await details(window)
      const files = panel.getByRole('region', { name: 'Files of this conversation' })
      await files.getByRole('button', { name: 'Pictures' }).click()
      await files.scrollIntoViewIfNeeded()
    }),
  ],
  [
    'edit-group',
    inPlace('group', async (window) => {
      await details(window)
      await press(window.page, 'Edit group')
    }),
  ],
  [
    'add-people',
    inPlace('group', async (window) => {
      await (await details(window)).getByRole('button', { name: 'Add people' }).click()
    }),
  ],
  [
    'invite-to-a-group',
    inPlace('group', async (window) => {
      await (await details(window)).getByRole('button', { name: 'Invite by link' }).click()
      await press(window.page, 'Make link')
      await window.page.getByRole('textbox', { name: 'Invitation link' }).waitFor()
    }),
  ],
  [
    'invite-people',
    at('/', async (page) => {
      await press(page, 'Your account')
      await page.getByRole('menuitem', { name: 'Invite people' }).click()
      await page.getByRole('button', { name: 'Make link' }).waitFor()
    }),
  ],
  [
    'search',
    inPlace('group', async ({ page }) => {
      await press(page, 'Search messages')
      await page.getByRole('searchbox', { name: 'Search messages' }).fill('map')
      await page.getByRole('list', { name: 'Results' }).waitFor()
    }),
  ],
  [
    'search-with-filters',
    inPlace('group', async ({ page }) => {
      await press(page, 'Search messages')
      const box = page.getByRole('searchbox', { name: 'Search messages' })
      await box.fill('in:"Summer trip" from:"Ben Birch" before:2030-01-31 map')
      await page.getByRole('list', { name: 'Results' }).waitFor()
    }),
  ],
  [
    'search-in-the-list',
    at('/', async (page) => {
      await page.getByLabel('Search', { exact: true }).fill('su')
      await page.getByRole('option', { name: /Summer trip/ }).waitFor()
    }),
  ],
  [
    'new-conversation',
    inPlace('group', async ({ page }) => {
      await press(page, 'New conversation')
      await page.getByRole('dialog').getByRole('textbox').waitFor()
    }),
  ],
  [
    'new-group',
    inPlace('group', async ({ page }) => {
      await press(page, 'New conversation')
      await page.getByRole('dialog').getByRole('button', { name: 'New group' }).click()
    }),
  ],
  [
    'switcher',
    inPlace('group', async ({ page }) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('option').first().waitFor()
    }),
  ],
  [
    'shortcuts',
    inPlace('group', async ({ page }) => {
      await page.keyboard.press('Control+/')
      await page.getByRole('dialog').waitFor()
    }),
  ],
]
