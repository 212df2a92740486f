import type { Browser, Page } from '@playwright/test'
import { details, makeGroup } from '../group-page.ts'
import { act } from '../message-page.ts'
import { monitoringAnswer } from '../monitoring-answer.ts'
import { arrive, ParleyPage, stored } from '../parley-page.ts'
import { keepSupabaseSession, MODERATOR, newPerson, parleyUrl, type Person } from '../people.ts'
import { expect } from '../test.ts'

interface World {
  browser: Browser
  /** Ada, who has a conversation with Ben and a group with both others. */
  ada: ParleyPage
  moderator: ParleyPage
  /** A browser in which nobody is signed in. */
  stranger: Page
  direct: string
  group: string
  newcomer: Person
}

const lines = [
  'Good morning! Did everybody see the plan?',
  '**Saturday** at nine, meet at `platform 3`. The route: https://example.org/routes/7',
  '> the last bus leaves at eight\n\nWe should bring\n- water\n- a map\n- something warm',
  'A long line without a break, so that one sees where it ends: the quick brown fox jumps over the lazy dog and goes on to the next village.',
]

export async function openWorld(browser: Browser): Promise<World> {
  const people = [await newPerson('Ada Arden'), await newPerson('Ben Birch')] as const
  const cleo = await newPerson('Cleo Cedar')
  const [ada, ben] = [await arrive(browser, people[0]), await arrive(browser, people[1])]
  await ada.window.talkTo(people[1].email)
  await ada.window.writeMany(lines)
  await ben.window.open('Ada Arden')
  await ben.window.writeMany(['I did 🎉', 'See you there.', 'Shall we take the early train?'])
  await expect(ada.window.message('early train')).toBeVisible()
  const direct = ada.window.page.url()
  await makeGroup(ada.window, 'Summer trip', [people[1], cleo])
  await ben.window.open('Summer trip')
  await ben.window.writeMany(['Hello everybody', 'Who brings the map?'])
  await ada.window.write('I do, @birch. And the tea.')
  await expect(ada.window.message('the tea')).toHaveAccessibleName(stored)
  await act(ada.window, 'Who brings the map?', 'React')
  await ada.window.page.getByRole('searchbox', { name: 'Search emoji' }).fill('tada')
  await ada.window.page.keyboard.press('Enter')
  const moderator = await arrive(browser, await newPerson('Mona Moss', MODERATOR))
  return {
    browser,
    ada: ada.window,
    moderator: moderator.window,
    stranger: await (await browser.newContext()).newPage(),
    direct,
    group: ada.window.page.url(),
    newcomer: await newPerson('Nora Newcomer'),
  }
}

type Open = (world: World) => Promise<Page>

/** A page of Ada by its path. */
const at =
  (path: string, ready?: (page: Page) => Promise<void>): Open =>
  async ({ ada }) => {
    await ada.page.goto(parleyUrl() + path)
    await ada.expectOnline()
    await ready?.(ada.page)
    return ada.page
  }

const inPlace =
  (place: 'direct' | 'group', ready: (window: ParleyPage) => Promise<unknown>): Open =>
  async (world) => {
    await world.ada.page.goto(world[place])
    await world.ada.log.getByRole('article').last().waitFor()
    await ready(world.ada)
    return world.ada.page
  }

const press = (window: ParleyPage, name: string) =>
  window.page.getByRole('button', { name, exact: true }).first().click()

/** Every screen and every dialog of the page, in the order in which a person meets them. */
export const screens: readonly (readonly [string, Open])[] = [
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
      await stranger.getByRole('button', { name: 'Create account' }).first().click()
      return stranger
    },
  ],
  [
    'doctor',
    async ({ stranger }) => {
      await stranger.goto(`${parleyUrl()}/doctor`)
      await stranger.getByRole('status').first().waitFor()
      return stranger
    },
  ],
  [
    'first-steps',
    async ({ browser, newcomer }) => {
      const page = await (await browser.newContext()).newPage()
      await keepSupabaseSession(page, newcomer.session)
      await page.goto(parleyUrl())
      await new ParleyPage(page).expectOnline()
      return page
    },
  ],
  ['list', at('/')],
  ['direct', inPlace('direct', async () => undefined)],
  ['group', inPlace('group', async () => undefined)],
  [
    'message-toolbar',
    inPlace('group', async (window) => {
      await window.message('Who brings the map?').hover()
      await window.page.getByRole('group', { name: 'Message actions' }).waitFor()
    }),
  ],
  [
    'message-menu',
    inPlace('group', async (window) => {
      await window.message('Who brings the map?').focus()
      await window.page.keyboard.press('Shift+F10')
      await window.page.getByRole('menu').waitFor()
    }),
  ],
  [
    'profile-card',
    inPlace('group', async (window) => {
      await window.log.getByRole('button', { name: 'Ben Birch' }).first().click()
      await window.page.getByRole('dialog', { name: 'About Ben Birch' }).waitFor()
    }),
  ],
  [
    'emoji',
    inPlace('group', async (window) => {
      await press(window, 'Emoji')
      await window.page.getByRole('button', { name: 'Flags' }).waitFor()
    }),
  ],
  ['reply', inPlace('group', (window) => act(window, 'Who brings the map?', 'Reply'))],
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
    'edit-group',
    inPlace('group', async (window) => {
      await details(window)
      await press(window, 'Edit group')
    }),
  ],
  [
    'add-people',
    inPlace('group', async (window) => {
      await (await details(window)).getByRole('button', { name: 'Add people' }).click()
    }),
  ],
  ['delete-message', inPlace('group', (window) => act(window, 'the tea', 'Delete'))],
  ['report-message', inPlace('group', (window) => act(window, 'Who brings', 'Report…'))],
  [
    'search',
    inPlace('group', async (window) => {
      await press(window, 'Search messages')
      await window.page.getByRole('searchbox', { name: 'Search messages' }).fill('map')
      await window.page.getByRole('list', { name: 'Results' }).waitFor()
    }),
  ],
  ['new-conversation', inPlace('group', (window) => press(window, 'New conversation'))],
  ['switcher', inPlace('group', (window) => window.page.keyboard.press('Control+k'))],
  ['shortcuts', inPlace('group', (window) => window.page.keyboard.press('Control+/'))],
  [
    'account-menu',
    at('/', async (page) => {
      await page.getByRole('button', { name: /account/i }).first().click()
      await page.getByRole('menu').waitFor()
    }),
  ],
  ['settings', at('/settings')],
  ['devices', at('/settings/devices')],
  ['arena', at('/arena')],
  ['posts', at('/posts')],
  [
    'monitoring',
    async ({ ada }) => {
      await ada.page.route('**/api/admin/monitoring?*', (route) =>
        route.fulfill({ json: monitoringAnswer() }),
      )
      await ada.page.goto(`${parleyUrl()}/admin/monitoring`)
      await ada.page.getByRole('figure').first().waitFor()
      return ada.page
    },
  ],
  [
    'moderation',
    async ({ moderator }) => {
      await moderator.page.goto(`${parleyUrl()}/moderation`)
      await moderator.page.getByRole('heading', { level: 2 }).first().waitFor()
      return moderator.page
    },
  ],
  ['not-found', at('/no/such/place')],
]
