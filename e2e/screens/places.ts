import { monitoringAnswer } from '../monitoring-answer.ts'
import { newPerson, parleyUrl } from '../people.ts'
import { at, pageOf, press, type Screen } from './world.ts'

/** Rooms, posts, and the pages of moderators and administrators. */
export const places: readonly Screen[] = [
  ['arena', at('/arena', (page) => page.getByRole('listitem').first().waitFor())],
  ['new-room', at('/arena', (page) => press(page, 'New room'))],
  [
    'room',
    at(
      ({ room }) => room,
      (page) => page.getByRole('article').first().waitFor(),
    ),
  ],
  [
    'dark-room',
    at(
      ({ darkRoom }) => darkRoom,
      (page) => page.getByRole('article').first().waitFor(),
    ),
  ],
  [
    'dark-room-entry',
    async ({ browser }) => {
      const page = await pageOf(browser, await newPerson('Cara Cole'))
      await page.goto(`${parleyUrl()}/arena`)
      const room = page.getByRole('listitem').filter({ hasText: 'Dark room' })
      await room.getByRole('button', { name: 'Join' }).first().click()
      await page.getByRole('button', { name: 'I agree, enter' }).waitFor()
      return page
    },
  ],
  ['posts', at('/posts', (page) => page.getByRole('article').first().waitFor())],
  [
    'post',
    at(
      ({ post }) => post,
      (page) => page.getByRole('heading', { name: 'Garden help' }).first().waitFor(),
    ),
  ],
  [
    'new-post',
    at('/posts', async (page) => {
      await press(page, 'New post')
      await page.getByRole('dialog').waitFor()
    }),
  ],
  [
    'monitoring',
    async ({ ada: { page } }) => {
      await page.route('**/api/admin/monitoring?*', (route) =>
        route.fulfill({ json: monitoringAnswer() }),
      )
      await page.goto(`${parleyUrl()}/admin/monitoring`)
      await page.getByRole('figure').first().waitFor()
      return page
    },
  ],
  [
    'moderation',
    async ({ moderator: { page } }) => {
      await page.goto(`${parleyUrl()}/moderation`)
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      return page
    },
  ],
  [
    'moderation-of-a-report',
    async ({ moderator: { page } }) => {
      await page.goto(`${parleyUrl()}/moderation`)
      const open = page.getByRole('button', { name: 'Decide' })
      const claim = page.getByRole('button', { name: 'Claim the next report' })
      await open.or(claim).first().waitFor()
      if (!(await open.isVisible())) await claim.click()
      await open.waitFor()
      return page
    },
  ],
  ['not-found', at('/no/such/place')],
]
