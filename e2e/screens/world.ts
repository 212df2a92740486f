import { randomUUID } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import sharp from 'sharp'
import { makeGroup } from '../group-page.ts'
import { act } from '../message-page.ts'
import { arrive, ParleyPage, stored } from '../parley-page.ts'
import {
  keepSupabaseSession,
  MODERATOR,
  newPerson,
  parleyUrl,
  PASSWORD,
  signIn,
  type Person,
} from '../people.ts'
import { expect } from '../test.ts'
import { conversation, LINK, workshop } from './lines.ts'

export interface World {
  browser: Browser
  /** Ada, who has a conversation with Ben and a group with both others. */
  ada: ParleyPage
  adasEmail: string
  ben: ParleyPage
  moderator: ParleyPage
  /** A browser in which nobody is signed in. */
  stranger: Page
  direct: string
  group: string
  /** A group with everything that a message can have. */
  workshop: string
  room: string
  darkRoom: string
  post: string
  newcomer: Person
}

/** Opens one screen, and gives its page. */
export type Open = (world: World) => Promise<Page>
export type Screen = readonly [name: string, open: Open]

export async function openWorld(browser: Browser): Promise<World> {
  const people = [await newPerson('Ada Arden'), await newPerson('Ben Birch')] as const
  const cleo = await newPerson('Cleo Cedar')
  const [ada, ben] = [await arrive(browser, people[0]), await arrive(browser, people[1])]
  await ada.window.talkTo(people[1].email)
  await ada.window.writeMany(conversation)
  await ben.window.open('Ada Arden')
  await ben.window.writeMany(['I did 🎉', 'See you there.', 'Shall we take the early train?'])
  await expect(ada.window.message('early train')).toBeVisible()
  const direct = ada.window.page.url()
  await makeGroup(ada.window, 'Summer trip', [people[1], cleo])
  await ben.window.open('Summer trip')
  await ben.window.writeMany(['Hello everybody', 'Who brings the map?'])
  await ada.window.composer.pressSequentially('I do, @ben')
  await ada.window.page.getByRole('option', { name: /Ben Birch/ }).click()
  await ada.window.composer.pressSequentially('and me. And the tea.')
  await ada.window.page.keyboard.press('Enter')
  await expect(ada.window.message('the tea')).toHaveAccessibleName(stored)
  await act(ada.window, 'Who brings the map?', 'React')
  await ada.window.page.getByRole('searchbox', { name: 'Search emoji' }).fill('tada')
  await ada.window.page.keyboard.press('Enter')
  const group = ada.window.page.url()
  await makeGroup(ada.window, 'Workshop', [people[1]])
  await fillWorkshop(ada.window)
  const places = await makePlaces(ada.window.page, ben.window.page)
  const message = await ben.window.newestId()
  await call(ben.window.page, 'POST', '/reports', {
    ...{ message_id: message, reason: 'harassment', note: 'For the third time today' },
  })
  const moderator = await arrive(browser, await theModerator())
  return {
    ...{
      browser,
      ada: ada.window,
      ben: ben.window,
      adasEmail: people[0].email,
      moderator: moderator.window,
      direct,
      group,
      ...places,
    },
    stranger: await (await browser.newContext()).newPage(),
    workshop: ada.window.page.url(),
    newcomer: await newPerson('Nora Newcomer'),
  }
}

/** The worker starts anew after a screen that fails, and then this person exists already. */
const theModerator = (): Promise<Person> =>
  signIn(MODERATOR).then(
    (session) => ({ name: 'Mona Moss', email: MODERATOR, password: PASSWORD, session }),
    () => newPerson('Mona Moss', MODERATOR),
  )

async function fillWorkshop(window: ParleyPage): Promise<void> {
  const { page } = window
  await window.writeMany(workshop)
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Attach files' }).click()
  await (
    await chooser
  ).setFiles([
    { name: 'sea.png', mimeType: 'image/png', buffer: await picture('#2f7fc1', '#bfe3ff') },
    { name: 'wood.png', mimeType: 'image/png', buffer: await picture('#2f6b3a', '#d7f0c8') },
    { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('We meet at nine.') },
  ])
  await window.write('Two pictures and the plan')
  await expect(window.message('Two pictures')).toHaveAccessibleName(stored)
}

/** A made-up photo: a hill in front of a sky. */
export const picture = (near: string, far: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="${far}"/>
      <circle cx="500" cy="110" r="56" fill="#ffe08a"/><path d="M0 360 Q180 200 340 330 T640 260 V480 H0Z" fill="${near}"/></svg>`,
    ),
  )
    .png()
    .toBuffer()

/** These tests ask no site of the world, so the relay fetches no preview. The page gets one that is made up. */
export async function showPreview(page: Page): Promise<void> {
  const image = await picture('#8a5a2b', '#ffe9cf')
  await page.route('**/api/messages/*/preview', (route) =>
    route.fulfill({ contentType: 'image/png', body: image }),
  )
  await page.route('**/api/conversations/*/messages?*', async (route) => {
    const response = await route.fetch()
    const answer = (await response.json()) as { items?: { body: string; preview?: object }[] }
    for (const message of answer.items ?? []) {
      if (!message.body.includes(LINK)) continue
      message.preview = {
        ...{ address: LINK, title: 'The long way round: nine days on foot', site: 'example.org' },
        has_picture: true,
      }
    }
    await route.fulfill({ response, json: answer })
  })
}

async function makePlaces(adas: Page, bens: Page) {
  const base = { history: 'all', agreed: true }
  const room = await call<{ id: string }>(adas, 'POST', '/rooms', {
    ...{ ...base, kind: 'HANGOUT', title: `Garden ${Date.now() % 1000}`, topic: 'Roses and soil' },
    agreed: undefined,
  })
  const dark = await call<{ id: string }>(adas, 'POST', '/rooms', {
    ...{ ...base, kind: 'DARK_ROOM', title: `Night ${Date.now() % 1000}`, topic: 'Under an alias' },
  })
  await call(bens, 'PUT', `/rooms/${dark.id}/me`, { agreed: true })
  await say(bens, dark.id, 'Who goes there?')
  await say(adas, dark.id, 'A friend')
  await say(adas, room.id, 'Welcome to the garden')
  const post = await call<{ id: string }>(bens, 'POST', '/posts', {
    ...{ title: 'Garden help on Saturday', body: 'Two hours, with tea and cake afterwards.' },
  })
  return { room: `/c/${room.id}`, darkRoom: `/c/${dark.id}`, post: `/posts/${post.id}` }
}

const say = (page: Page, conversationId: string, body: string) =>
  call(page, 'POST', `/conversations/${conversationId}/messages`, { client_id: randomUUID(), body })

/** What the person of a page asks the relay for, without the screens for it. */
export async function call<T>(page: Page, method: string, path: string, data: object): Promise<T> {
  const headers = { 'x-parley-client': '1', origin: parleyUrl() }
  const answer = await page.request.fetch(`${parleyUrl()}/api${path}`, { method, headers, data })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`)
  return (answer.status() === 204 ? undefined : await answer.json()) as T
}

/** A page of Ada by its path. */
export const at =
  (path: string | ((world: World) => string), ready?: (page: Page) => Promise<unknown>): Open =>
  async (world) => {
    const { ada } = world
    await ada.page.goto('about:blank')
    await ada.page.goto(parleyUrl() + (typeof path === 'string' ? path : path(world)))
    await ada.expectOnline()
    await ready?.(ada.page)
    return ada.page
  }

/** A conversation of Ada, and something in it. */
export const inPlace =
  (
    place: 'direct' | 'group' | 'workshop',
    ready: (window: ParleyPage) => Promise<unknown> = async () => undefined,
  ): Open =>
  async (world) => {
    // Another page in between: the same address would keep its panel open.
    await world.ada.page.goto('about:blank')
    await world.ada.page.goto(world[place])
    await world.ada.log.getByRole('article').last().waitFor()
    await ready(world.ada)
    return world.ada.page
  }

export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click()

/** A person's first page, in a browser of their own. */
export async function pageOf(browser: Browser, person: Pick<Person, 'session'>): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await keepSupabaseSession(page, person.session)
  await page.goto(parleyUrl())
  return page
}
