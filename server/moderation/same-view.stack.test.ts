import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPair, post, type TestPair } from '../../testing/conversations.ts'
import { readAsHolder } from '../../testing/data-api.ts'
import { removePerson } from '../../testing/groups.ts'
import { createPost, startAbout } from '../../testing/posts.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import {
  changeRoom,
  createDarkRoom,
  createRoom,
  enterDarkRoom,
  joinRoom,
} from '../../testing/rooms-of-people.ts'
import { isOfDarkRoom } from '../../wire/ids.ts'
import type { Conversation } from '../../wire/conversations.ts'
import type { Post } from '../../wire/posts.ts'

/**
 * Five people read rooms, posts, messages and reports, by the relay and by the Data API. The ids must be the same for
 * each of them, after everything that moderation and closing did.
 */
let relay: TestRelay
let pair: TestPair
let people: Record<string, TestPerson>
const names = ['ada', 'ben', 'outsider', 'removed', 'moderator']

beforeAll(async () => {
  relay = await openTestRelay({ PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0' })
  pair = await openPair(relay)
  const { ada, ben } = pair
  const outsider = await relay.person('Outsider')
  const removed = await relay.person('Removed')
  const moderator = await relay.person('Moderator')
  const suspended = await relay.person('Suspended')
  people = { ada, ben, outsider, removed, moderator }
  await relay.sql`update profiles set role = 'moderator' where id = ${moderator.id}`

  const [open, closed] = [await createRoom(ada), await createRoom(ada)]
  for (const { id } of [open, closed]) {
    for (const person of [ben, removed]) await joinRoom(person, id)
    await post(removed, id, 'in a room')
    await removePerson(ada, id, removed)
  }
  await changeRoom(ada, closed.id, { closed: true })
  const dark = await createDarkRoom(ada)
  await enterDarkRoom(ben, dark.id)
  await post(ben, dark.id, 'under an alias')
  const closedDark = await createDarkRoom(ada)
  await changeRoom(ada, closedDark.id, { closed: true })

  const posts = await Promise.all(
    ['open', 'closed', 'deleted', 'hidden', 'untouched', 'taken away'].map((title) =>
      createPost(ben, { title, body: `Words of ${title}` }),
    ),
  )
  const gone = await createPost(suspended, { title: 'Of a suspended person', body: 'Words' })
  for (const { id } of [posts[1]!, posts[2]!, posts[3]!, posts[5]!, gone]) await startAbout(ada, id)
  const change = (id: string, body: object) =>
    ben.browser.call('PATCH', `/api/posts/${id}`, { body })
  await change(posts[1]!.id, { closed: true })
  await ben.browser.call('DELETE', `/api/posts/${posts[2]!.id}`)
  const bad = await post(ben, pair.id, 'rude')
  await moderate({ post_id: posts[3]!.id }, 'hide')
  await change(posts[3]!.id, { closed: true })
  await moderate({ post_id: posts[5]!.id }, 'delete')
  await moderate({ message_id: bad.id }, 'hide')
  await moderate({ user_id: suspended.id }, 'suspend')
  await ada.browser.call('POST', '/api/reports', { body: { user_id: ben.id, reason: 'spam' } })
})
afterAll(() => relay.close())

async function moderate(target: object, action: string): Promise<void> {
  await pair.ada.browser.call('POST', '/api/reports', { body: { ...target, reason: 'spam' } })
  const { browser } = people.moderator!
  const { body } = await browser.call('POST', '/api/moderation/reports/claim')
  const { id, version } = body.report
  const answer = await browser.call('POST', `/api/moderation/reports/${id}/actions`, {
    body: { actions: [action], reason: 'Rules.', version },
  })
  expect(answer.status).toBe(204)
}

type Item = { id: string }
const pageOf = async <T = Item>({ browser }: TestPerson, path: string) =>
  (await browser.call('GET', path)).body.items as T[]
const idsOf = async (person: TestPerson, path: string) =>
  (await pageOf(person, path)).map(({ id }) => id)
const byId = <T extends Item>(items: readonly T[]) =>
  [...new Map(items.map((item) => [item.id, item])).values()].toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  )
const byDataApi = async ({ session }: TestPerson, query: string) =>
  (await readAsHolder<Item>(relay.sql, session, query)).map(({ id }) => id).toSorted()
const conversationsOf = async ({ browser }: TestPerson) =>
  (await browser.call('GET', '/api/conversations')).body.items as Conversation[]
const sorted = (ids: readonly string[]) => [...new Set(ids)].toSorted()

test.each(names)('rooms: %s', async (name) => {
  const person = people[name]!
  const own = (await conversationsOf(person)).filter(({ kind }) => kind === 'HANGOUT')
  const shown = [...(await idsOf(person, '/api/rooms')), ...own.map(({ id }) => id)]
  expect(await byDataApi(person, 'select conversation_id as id from hangouts')).toEqual(
    sorted(shown),
  )
  expect(shown.length).toBeGreaterThan(1)
})

test.each(names)('posts, with each text: %s', async (name) => {
  const person = people[name]!
  const lists = await Promise.all(
    ['open', 'closed', 'mine'].map((filter) => pageOf<Post>(person, `/api/posts?filter=${filter}`)),
  )
  const shown = lists.flat().map(({ id, title, body, url, closed, hidden, author }) => ({
    ...{ id, title, body, url, closed, hidden, author: author.id },
  }))
  const rows = await readAsHolder<Item>(
    relay.sql,
    person.session,
    `select id, coalesce(hidden_text ->> 'title', title) as title, coalesce(hidden_text ->> 'body', body) as body,
      coalesce(hidden_text ->> 'url', url) as url, closed_at is not null as closed, hidden_because as hidden,
      author_id as author from posts`,
  )
  expect(byId(rows)).toEqual(byId(shown))
  expect(rows.length).toBeGreaterThan(2)
})

test.each(names)('what conversations show of their posts: %s', async (name) => {
  const person = people[name]!
  const shown = (await conversationsOf(person)).flatMap(({ id, post }) =>
    post === null ? [] : { conversation_id: id, ...post },
  )
  const rows = await readAsHolder<Item>(
    relay.sql,
    person.session,
    'select conversation_id, id, title, url, state from linked_posts',
  )
  expect(byId(rows)).toEqual(byId(shown))
  const titles = shown.map((post) => post.title).toSorted()
  expect(titles).toEqual(
    name === 'ada' ? ['', '', 'Of a suspended person', 'closed', 'deleted'] : [],
  )
})

test.each(names)('conversations and messages, but those under aliases: %s', async (name) => {
  const person = people[name]!
  const own = (await conversationsOf(person)).filter(({ id }) => !isOfDarkRoom(id))
  const ids = sorted(own.map(({ id }) => id))
  expect(await byDataApi(person, 'select id from conversations')).toEqual(ids)
  const messages = await Promise.all(
    ids.map((id) => idsOf(person, `/api/conversations/${id}/messages`)),
  )
  expect(await byDataApi(person, 'select id from messages')).toEqual(sorted(messages.flat()))
})

test.each(names)(
  'reports: %s reads them by the relay as a moderator, or not at all',
  async (name) => {
    const person = people[name]!
    const { status } = await person.browser.call('GET', '/api/moderation/reports')
    expect(status).toBe(name === 'moderator' ? 200 : 403)
    for (const table of ['reports', 'private.report_notes', 'private.moderation_actions']) {
      await expect(byDataApi(person, `select 'x' as id from ${table}`)).rejects.toMatchObject({
        code: '42501',
      })
    }
  },
)
