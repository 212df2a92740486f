import { arrive, ParleyPage } from '../parley-page.ts'
import { keepSupabaseSession, newEmail, newPerson, parleyUrl, PASSWORD } from '../people.ts'
import { call, pageOf, press, type Screen } from './world.ts'

/** What a person meets before a conversation. */
export const signedOut: readonly Screen[] = [
  [
    'sign-in',
    async ({ stranger }) => {
      await stranger.goto(parleyUrl())
      await stranger.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
      return stranger
    },
  ],
  [
    'sign-up',
    async ({ stranger }) => {
      await stranger.goto(parleyUrl())
      await press(stranger, 'Create account')
      return stranger
    },
  ],
  [
    'check-your-mail',
    async ({ stranger }) => {
      await stranger.goto(parleyUrl())
      await press(stranger, 'Create account')
      await stranger.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada Arden')
      await stranger.getByRole('textbox', { name: 'Email' }).fill(newEmail())
      await stranger.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await press(stranger, 'Create account')
      await stranger.getByRole('textbox', { name: /code/i }).waitFor()
      return stranger
    },
  ],
  [
    'invitation-of-a-group',
    async ({ ada, group, stranger }) => {
      const place = `/conversations/${group.split('/').at(-1)}/invitations`
      const draft = { days: 7, max_uses: 10 }
      const { token } = await call<{ token: string }>(ada.page, 'POST', place, draft)
      await stranger.goto(`${parleyUrl()}/join/${token}`)
      await stranger.getByText('Ada Arden invites you').waitFor()
      return stranger
    },
  ],
  [
    'invitation-that-ended',
    async ({ stranger }) => {
      await stranger.goto(`${parleyUrl()}/join/${'x'.repeat(43)}`)
      await stranger.getByText('no longer good').waitFor()
      return stranger
    },
  ],
  [
    'doctor',
    async ({ stranger }) => {
      await stranger.goto(`${parleyUrl()}/doctor`)
      await stranger.getByRole('status').filter({ hasText: 'Something does not work' }).waitFor()
      return stranger
    },
  ],
  [
    'could-not-start',
    async ({ browser }) => {
      const page = await (await browser.newContext()).newPage()
      await keepSupabaseSession(page, (await newPerson('Ada Arden')).session)
      await page.route('**/api/auth/session/bridge', (route) => route.abort())
      await page.goto(parleyUrl())
      await page.getByRole('button', { name: 'Retry' }).waitFor()
      return page
    },
  ],
  [
    'first-steps',
    async ({ browser, newcomer }) => {
      const page = await pageOf(browser, newcomer)
      await new ParleyPage(page).expectOnline()
      return page
    },
  ],
  [
    'offline',
    async ({ browser, newcomer }) => {
      const { window, context } = await arrive(browser, newcomer)
      await window.makeGroups(1)
      await window.open('Newer 1')
      await context.setOffline(true)
      await window.write('Into the void')
      await window.page.getByText('You are offline.').first().waitFor()
      return window.page
    },
  ],
]
