import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, next } from '../../testing/browser.ts'
import { post as write, send, view } from '../../testing/conversations.ts'
import {
  callAsServer,
  changePost,
  createPost,
  deletePost,
  listPosts,
  postAsSeenBy,
  SERVER_KEY,
  startAbout,
} from '../../testing/posts.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { conversation } from '../../wire/conversations.ts'
import { post, type Post } from '../../wire/posts.ts'
import type { SyncAnswer } from '../../wire/sync.ts'

let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
let cleo: TestPerson
beforeAll(async () => {
  relay = await openTestRelay({ PARLEY_SERVER_KEY: SERVER_KEY })
  ;[ada, ben, cleo] = await Promise.all([
    relay.person('Ada'),
    relay.person('Ben'),
    relay.person('Cleo'),
  ])
})
afterAll(() => relay.close())

const code = ({ status, body }: { status: number; body: { error?: { code: string } } | null }) =>
  body?.error?.code ?? status
const tryToWrite = (person: TestPerson, id: string) =>
  person.browser.call('POST', `/api/conversations/${id}/messages`, {
    body: { client_id: randomUUID(), body: 'hello' },
  })
const idsOf = ({ body }: { body: { items: Post[] } }) => body.items.map(({ id }) => id)

describe('the board', () => {
  test('shows open, closed and own posts, and finds words of the title and the body', async () => {
    const word = randomUUID()
    const open = await createPost(ada, { title: `Bicycle ${word}`, body: 'Blue' })
    const closed = await createPost(ben, { body: `Lamp ${word.toUpperCase()}` })
    await changePost(ben, closed.id, { closed: true })
    const deleted = await createPost(ada, { title: `Gone ${word}` })
    expect((await deletePost(ada, deleted.id)).status).toBe(204)
    post.parse(open)
    expect(open).toMatchObject({ author: { id: ada.id }, body: 'Blue', url: null, external: null })
    const found = async (person: TestPerson, filter: string) =>
      idsOf(await listPosts(person, { q: word, filter }))
    expect(await found(cleo, 'open')).toEqual([open.id])
    expect(await found(cleo, 'closed')).toEqual([closed.id])
    expect(await found(cleo, 'mine')).toEqual([])
    expect(await found(ben, 'mine')).toEqual([closed.id])
    expect(code(await postAsSeenBy(cleo, deleted.id))).toBe('not_found')
    expect((await postAsSeenBy(cleo, closed.id)).body).toMatchObject({ closed: true })
  })

  test('has pages of fifty, in which nothing is missing and nothing comes twice', async () => {
    const word = randomUUID()
    await relay.sql`
      insert into posts (author_id, title, created_at)
      select ${ada.id}, ${word}, date_trunc('day', now()) from generate_series(1, 60)`
    const first = await listPosts(ben, { q: word })
    const second = await listPosts(ben, { q: word, cursor: first.body.next_cursor })
    expect([idsOf(first).length, idsOf(second).length]).toEqual([50, 10])
    expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(60)
    expect(second.body.next_cursor).toBeNull()
    expect(code(await listPosts(ben, { cursor: 'x' }))).toBe('invalid_request')
  })

  test('takes one post however often its creation is tried, and none with a forged field', async () => {
    const client_id = randomUUID()
    const { id } = await createPost(ada, { client_id })
    const again = await ada.browser.call('POST', '/api/posts', { body: { title: 'x', client_id } })
    expect(again).toMatchObject({ status: 200, body: { id } })
    for (const forged of [
      { author_id: ben.id },
      { author: ben.id },
      { external_type: 'article', external_id: '7' },
      { url: 'https://example.com' },
      { title: '\u200b' },
    ]) {
      const answer = await ada.browser.call('POST', '/api/posts', {
        body: { title: 'x', ...forged },
      })
      expect(code(answer)).toBe('invalid_request')
    }
  })

  test('lets only the author edit, close, reopen and delete', async () => {
    const { id } = await createPost(ada)
    expect(code(await changePost(ben, id, { title: 'Mine' }))).toBe('forbidden')
    expect(code(await deletePost(ben, id))).toBe('forbidden')
    expect(code(await changePost(ben, randomUUID(), { closed: true }))).toBe('not_found')
    expect((await changePost(ada, id, { title: 'New', body: 'Words' })).body).toMatchObject({
      title: 'New',
      body: 'Words',
    })
    await changePost(ada, id, { closed: true })
    expect(code(await changePost(ada, id, { title: 'Later' }))).toBe('conflict')
    expect((await changePost(ada, id, { closed: false, title: 'Later' })).body).toMatchObject({
      title: 'Later',
      closed: false,
    })
  })
})

describe('the conversation about a post', () => {
  test('is one for each post and pair, however many ask at once, and carries the title', async () => {
    const { id, title } = await createPost(ada)
    const other = await createPost(ada)
    const { socket } = await ada.browser.connect()
    const told = next(socket, 'conversation:new')
    const answers = await Promise.all(Array.from({ length: 12 }, () => startAbout(ben, id)))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    const made = conversation.parse(answers[0]!.body)
    expect(made).toMatchObject({
      kind: 'POST_LINKED',
      title: null,
      post: { id, title, url: null, state: 'open' },
      participant_count: 2,
    })
    await write(ben, made.id, 'Is it still there?')
    expect((await told).conversation).toMatchObject({ id: made.id, post: { title } })
    expect((await startAbout(ben, other.id)).body.id).not.toBe(made.id)
    expect((await startAbout(cleo, id)).body.id).not.toBe(made.id)
    expect((await send(socket, made.id, 'It is still there')).ok).toBe(true)
    const named = await ben.browser.call('GET', `/api/conversations?q=${title.slice(5)}`)
    expect(named.body.items).toMatchObject([{ id: made.id, unread: 1 }])
    socket.disconnect()
  })

  test('is not begun with oneself, about a post that is not there, or where one has blocked the other', async () => {
    const { id } = await createPost(ada)
    expect(code(await startAbout(ada, id))).toBe('invalid_request')
    expect(code(await startAbout(ben, randomUUID()))).toBe('not_found')
    const [dora, emil] = [await relay.person('Dora'), await relay.person('Emil')]
    await ada.browser.call('PUT', `/api/people/${dora.id}/block`)
    await emil.browser.call('PUT', `/api/people/${ada.id}/block`)
    expect(code(await startAbout(dora, id))).toBe('not_found')
    expect(code(await startAbout(emil, id))).toBe('forbidden')
  })

  test('is read-only while the post is closed, and its people are told', async () => {
    const { id, title } = await createPost(ada)
    const { id: about } = (await startAbout(ben, id)).body
    const message = await write(ben, about, 'Is it still there?')
    const { socket, hello } = await ben.browser.connect()
    const before = await view(ben, about)
    const told = next(socket, 'conversation:changed')
    await changePost(ada, id, { closed: true })
    expect(await told).toEqual({ conversation_id: about })
    const closed = await view(ben, about)
    expect(closed.post).toEqual({ id, title, url: null, state: 'closed' })
    expect(closed.last_ver).toBe(before.last_ver + 1)
    for (const person of [ada, ben])
      expect(code(await tryToWrite(person, about))).toBe('post_closed')
    expect(await send(socket, about, 'hello')).toMatchObject({ error: { code: 'post_closed' } })
    const path = `/api/messages/${message.id}`
    const edit = await ben.browser.call('PUT', path, { body: { body: 'other words' } })
    expect(code(edit)).toBe('post_closed')
    expect(code(await ada.browser.call('PUT', `${path}/reactions/👍`))).toBe('post_closed')
    const missed = { epoch: hello.epoch, cursors: { [about]: before.last_ver } }
    const { items } = (await ask(socket, 'sync', missed)) as unknown as SyncAnswer
    expect(items.find(({ conversation: one }) => one.id === about)).toMatchObject({
      items: [],
      last_ver: closed.last_ver,
      conversation: { post: { state: 'closed' } },
    })
    const history = await ben.browser.call('GET', `/api/conversations/${about}/messages`)
    expect(history.body.items).toMatchObject([{ body: 'Is it still there?' }])
    expect((await startAbout(ben, id)).body.id).toBe(about)
    expect(code(await startAbout(cleo, id))).toBe('post_closed')

    await changePost(ada, id, { closed: false })
    expect((await tryToWrite(ben, about)).status).toBe(201)
    socket.disconnect()
  })

  test('follows a new title, not a new body, and keeps the last title of a deleted post', async () => {
    const { id } = await createPost(ada, { body: 'Secret words' })
    const { id: about } = (await startAbout(ben, id)).body
    await changePost(ada, id, { title: 'A better title' })
    expect(await view(ben, about)).toMatchObject({
      last_ver: 1,
      post: { title: 'A better title', state: 'open' },
    })
    await changePost(ada, id, { body: 'Other words' })
    expect((await view(ben, about)).last_ver).toBe(1)
    await deletePost(ada, id)
    expect(await view(ben, about)).toMatchObject({
      last_ver: 2,
      post: { title: 'A better title', state: 'deleted' },
    })
    expect(code(await tryToWrite(ben, about))).toBe('post_closed')
    const [row] = await relay.sql`select body from posts where id = ${id}`
    expect(row).toEqual({ body: '' })
  })

  test('outlives the account of the author', async () => {
    const dora = await relay.person('Dora')
    const { id, title } = await createPost(dora, { body: 'Secret words' })
    const { id: about } = (await startAbout(ben, id)).body
    await relay.sql`delete from auth.users where id = ${dora.id}`
    expect((await view(ben, about)).post).toMatchObject({ title, state: 'deleted' })
    expect(code(await tryToWrite(ben, about))).toBe('post_closed')
    const [row] = await relay.sql`select author_id, body from posts where id = ${id}`
    expect(row).toEqual({ author_id: null, body: '' })
  })
})

test('a whole user name begins a conversation, and a part of one does not', async () => {
  const [named] = await relay.sql<{ username: string }[]>`
    select username from profiles where id = ${ben.id}`
  const start = (username: string) =>
    cleo.browser.call('POST', '/api/conversations', { body: { kind: 'DIRECT', username } })
  const started = await start(named!.username.toUpperCase())
  expect(started.body.participants.map((one: { user_id: string }) => one.user_id)).toContain(ben.id)
  expect(code(await start(`${named!.username}x`))).toBe('not_found')
  expect(code(await start('no name'))).toBe('invalid_request')
})

describe('a post of another application', () => {
  const listing = (change: object = {}) => ({
    title: 'Blue bicycle',
    url: 'https://market.example.com/articles/7',
    author: ada.id,
    ...change,
  })
  const newAddress = () => `article/${randomUUID()}`

  test('is linked once, however often it is put, and a change reaches its conversations', async () => {
    const address = newAddress()
    const made = await callAsServer(relay, 'PUT', address, listing({ author: ada.email }))
    expect(made).toMatchObject({ status: 201, body: { author: { id: ada.id }, closed: false } })
    expect((await postAsSeenBy(ben, `external/${address}`)).body).toEqual(made.body)
    const about = (await startAbout(ben, made.body.id)).body
    expect(about.post).toMatchObject({ url: 'https://market.example.com/articles/7' })
    expect(await callAsServer(relay, 'PUT', address, listing())).toEqual({ ...made, status: 200 })
    expect((await view(ben, about.id)).last_ver).toBe(0)

    await callAsServer(relay, 'PUT', address, listing({ title: 'Red bicycle' }))
    await callAsServer(relay, 'PATCH', address, { closed: true })
    await callAsServer(relay, 'PATCH', address, { closed: true })
    expect(await view(ben, about.id)).toMatchObject({
      last_ver: 2,
      post: { title: 'Red bicycle', state: 'closed' },
    })
    expect((await callAsServer(relay, 'DELETE', address)).status).toBe(204)
    expect((await callAsServer(relay, 'DELETE', address)).status).toBe(204)
    expect((await view(ben, about.id)).post).toMatchObject({
      title: 'Red bicycle',
      state: 'deleted',
    })
    expect(code(await postAsSeenBy(ben, `external/${address}`))).toBe('not_found')
    expect(code(await callAsServer(relay, 'PATCH', address, { closed: false }))).toBe('not_found')

    expect((await callAsServer(relay, 'PUT', address, listing())).body.id).toBe(made.body.id)
    expect((await tryToWrite(ben, about.id)).status).toBe(201)
  })

  test('is not changed by its author here, and gets no other author', async () => {
    const address = newAddress()
    const { id } = (await callAsServer(relay, 'PUT', address, listing())).body
    expect(code(await changePost(ada, id, { title: 'Mine' }))).toBe('forbidden')
    expect(code(await changePost(ada, id, { closed: true }))).toBe('forbidden')
    expect(code(await deletePost(ada, id))).toBe('forbidden')
    expect(code(await callAsServer(relay, 'PUT', address, listing({ author: ben.id })))).toBe(
      'conflict',
    )
  })

  test('is refused with another scheme, an unknown author, a bad address or a wrong key', async () => {
    const put = (change: object, address = newAddress()) =>
      callAsServer(relay, 'PUT', address, listing(change))
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://example.com',
      '/articles/7',
    ])
      expect(code(await put({ url }))).toBe('invalid_request')
    expect(code(await put({ author: randomUUID() }))).toBe('not_found')
    expect(code(await put({ author: 'nobody@example.com' }))).toBe('not_found')
    expect(code(await put({}, 'Article/7'))).toBe('invalid_request')
    expect(code(await put({}, 'article/a%2Fb'))).toBe('invalid_request')
    const address = newAddress()
    for (const authorization of [
      undefined,
      '',
      SERVER_KEY,
      'Bearer ',
      `Bearer ${SERVER_KEY}x`,
      `Bearer ${SERVER_KEY.slice(1)}`,
    ]) {
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        const body = method === 'PUT' ? listing() : { closed: true }
        const answer = await callAsServer(relay, method, address, body, {
          ...(authorization !== undefined && { authorization }),
        })
        expect(code(answer)).toBe('forbidden')
      }
    }
    expect(
      code(await ada.browser.call('PUT', `/api/posts/external/${address}`, { body: listing() })),
    ).toBe('forbidden')
    expect(code(await postAsSeenBy(ben, `external/${address}`))).toBe('not_found')
  })
})
