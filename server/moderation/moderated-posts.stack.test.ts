import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestPair } from '../../testing/conversations.ts'
import {
  callApi,
  claim,
  codeOf,
  decide,
  openModeration,
  report,
  undo,
  type Moderation,
} from '../../testing/moderation.ts'
import {
  callAsServer,
  createPost,
  listPosts,
  postAsSeenBy,
  startAbout,
} from '../../testing/posts.ts'
import type { TestPerson, TestRelay } from '../../testing/relay.ts'
import type { Post } from '../../wire/posts.ts'

let relay: TestRelay
let pair: TestPair
let mod: TestPerson
let second: TestPerson
let decided: Moderation['decided']
let newestReport: Moderation['newestReport']
beforeAll(async () => {
  ;({ relay, pair, mod, second, decided, newestReport } = await openModeration())
})
afterAll(() => relay.close())

describe('a post', () => {
  const idsOnBoard = async (who: TestPerson, filter = 'open') =>
    ((await listPosts(who, { filter })).body.items as Post[]).map(({ id }) => id)

  test('is reported with a copy, hidden, shown again and deleted', async () => {
    const made = await createPost(pair.ben, { title: 'Lamp', body: 'Bright' })
    const { body: about } = await startAbout(pair.ada, made.id)
    expect(codeOf(await report(pair.ben, { post_id: made.id }))).toBe('not_found')
    expect(codeOf(await report(pair.ada, { post_id: randomUUID() }))).toBe('not_found')
    expect(codeOf(await report(pair.ada, { post_id: made.id, user_id: pair.ben.id }))).toBe(
      'invalid_request',
    )
    const details = await decided({ post_id: made.id }, ['hide', 'warn'])
    await callApi(pair.ben, 'PATCH', `/posts/${made.id}`, { body: 'Dim' })
    expect(details).toMatchObject({
      ...{ kind: 'post', subject: { id: pair.ben.id }, context: [] },
      post: { title: 'Lamp', body: 'Bright', url: null },
    })
    expect(codeOf(await postAsSeenBy(pair.ada, made.id))).toBe('not_found')
    expect(codeOf(await startAbout(mod, made.id))).toBe('not_found')
    expect(await idsOnBoard(pair.ada)).not.toContain(made.id)
    // Its author sees it, with its text, and cannot change it.
    const own = await postAsSeenBy(pair.ben, made.id)
    expect(own.body).toMatchObject({ hidden: 'moderator', body: 'Bright' })
    expect(codeOf(await callApi(pair.ben, 'PATCH', `/posts/${made.id}`, { body: 'Dim' }))).toBe(
      'conflict',
    )
    expect(codeOf(await callApi(pair.ada, 'GET', `/conversations/${about.id}`))).toBe(200)
    const notices = (await callApi(pair.ben, 'GET', '/moderation/notices')).body.items
    expect(notices).toContainEqual(expect.objectContaining({ action: 'hide', is_post: true }))
    const hide = details.actions.findIndex(({ action }) => action === 'hide')
    expect(codeOf(await undo(second, { ...details, actions: [details.actions[hide]!] }))).toBe(204)
    expect((await postAsSeenBy(pair.ada, made.id)).body).toMatchObject({
      ...{ hidden: null, body: 'Bright' },
    })
    await decided({ post_id: made.id }, ['delete'])
    expect(codeOf(await postAsSeenBy(pair.ben, made.id))).toBe('not_found')
    expect(codeOf(await callApi(pair.ada, 'POST', '/moderation/reports/claim'))).toBe('forbidden')
  })

  const idOf = async (address: string) =>
    (await postAsSeenBy(pair.ada, `external/${address}`)).body.id as string
  const releaseNewest = async () =>
    expect(codeOf(await decide(mod, await claim(mod, await newestReport()), ['release']))).toBe(204)

  test('of another application does not come back after a moderator deleted it', async () => {
    const address = `offer/${randomUUID()}`
    const wanted = { title: 'Car', url: 'https://shop.example/1', author: pair.ben.id }
    const put = async () => callAsServer(relay, 'PUT', address, wanted)
    const { id } = (await put()).body as Post
    await decided({ post_id: id }, ['delete'])
    expect((await put()).status).toBe(409)
    expect(codeOf(await postAsSeenBy(pair.ada, id))).toBe('not_found')
  })

  test('passes the filters, whoever writes it: one refuses it, and one holds it for a moderator', async () => {
    const filter = (value: string, action: string, kind = 'word') =>
      callApi(mod, 'POST', '/moderation/filters', { kind, value, action })
    const blocking = (await filter('bad.example', 'block', 'link')).body
    const holding = (await filter('casino', 'review')).body
    const text = (title: string) => callApi(pair.ben, 'POST', '/posts', { title, body: '' })
    expect(codeOf(await text('See bad.example'))).toBe('filtered')
    const address = `offer/${randomUUID()}`
    const put = (title: string, url = 'https://shop.example/1') =>
      callAsServer(relay, 'PUT', address, { title, url, author: pair.ben.id })
    expect((await put('Fine', 'https://bad.example/1')).status).toBe(403)
    for (const made of [(await text('The best casino')).body, (await put('My casino')).body]) {
      expect(made).toMatchObject({ hidden: 'filter' })
      expect(codeOf(await postAsSeenBy(pair.ada, made.id))).toBe('not_found')
      expect(codeOf(await report(pair.ada, { post_id: made.id }))).toBe('not_found')
      const [{ id } = { id: '' }] = await relay.sql<{ id: string }[]>`
        select id from reports where post_id = ${made.id} and decided_at is null`
      const claimed = await claim(mod, id)
      expect(claimed).toMatchObject({ kind: 'post', reason: 'filter' })
      expect(codeOf(await decide(mod, claimed, ['dismiss']))).toBe('conflict')
      expect(codeOf(await decide(mod, claimed, ['release']))).toBe(204)
      expect((await postAsSeenBy(pair.ada, made.id)).body).toMatchObject({
        ...{ id: made.id, title: made.title, url: made.url },
      })
    }
    const { body: about } = await startAbout(pair.ada, await idOf(address))
    const titleFor = async () =>
      (await callApi(pair.ada, 'GET', `/conversations/${about.id}`)).body.post.title
    // The same state again is not judged again. Another text waits for a moderator, and no further one is taken until a moderator has read it.
    expect((await put('My casino')).status).toBe(200)
    expect((await put('Your casino')).body).toMatchObject({
      hidden: 'filter',
      title: 'Your casino',
    })
    expect(await titleFor()).toBe('My casino')
    expect((await put('Fine')).status).toBe(403)
    await releaseNewest()
    expect(await titleFor()).toBe('Your casino')
    const own = await createPost(pair.ben, { title: 'Fine' })
    const edited = await callApi(pair.ben, 'PATCH', `/posts/${own.id}`, { body: 'casino' })
    expect(edited.body).toMatchObject({ hidden: 'filter', body: 'casino' })
    expect(codeOf(await callApi(pair.ben, 'PATCH', `/posts/${own.id}`, { body: 'x' }))).toBe(
      'in_review',
    )
    for (const { id } of [blocking, holding])
      await callApi(mod, 'DELETE', `/moderation/filters/${id}`)
  })

  test('that one moderator hid is not shown by another one who releases it, nor the other way round', async () => {
    const filter = { kind: 'word', value: 'roulette', action: 'review' }
    const { body: holding } = await callApi(mod, 'POST', '/moderation/filters', filter)
    for (const isReleasedFirst of [true, false]) {
      const made = await createPost(pair.ben, { title: 'Table', body: 'Green' })
      const { body: about } = await startAbout(pair.ada, made.id)
      const titleShown = async () =>
        (await callApi(pair.ada, 'GET', `/conversations/${about.id}`)).body.post.title
      // It was reported, and then a filter holds back what its author made of it.
      expect(codeOf(await report(pair.ada, { post_id: made.id }))).toBe(200)
      const reported = await newestReport()
      await callApi(pair.ben, 'PATCH', `/posts/${made.id}`, { body: 'roulette' })
      const inReview = await newestReport()
      expect(await titleShown()).toBe('Table')
      expect(codeOf(await decide(mod, await claim(mod, reported), ['hide']))).toBe(204)
      const hidden = (await callApi(mod, 'GET', `/moderation/reports/${reported}`)).body
      const steps = [
        async () => decide(second, await claim(second, inReview), ['release']),
        () => undo(mod, hidden),
      ]
      const [first, last] = isReleasedFirst ? steps : steps.toReversed()
      expect(codeOf(await first!())).toBe(204)
      expect(codeOf(await postAsSeenBy(pair.ada, made.id))).toBe('not_found')
      expect(await titleShown()).toBe('')
      expect(codeOf(await last!())).toBe(204)
      expect((await postAsSeenBy(pair.ada, made.id)).body).toMatchObject({ body: 'roulette' })
      expect(await titleShown()).toBe('Table')
    }
    await callApi(mod, 'DELETE', `/moderation/filters/${holding.id}`)
  })

  test('the author of a hidden post cannot bring its text back, nor decide about it', async () => {
    const own = await createPost(mod, { title: 'Of a moderator', body: 'Words' })
    await decided({ post_id: own.id }, ['hide'], { by: second })
    const [{ id } = { id: '' }] = await relay.sql<{ id: string }[]>`
      select id from private.moderation_actions where post_id = ${own.id}`
    expect(
      codeOf(await callApi(mod, 'POST', `/moderation/actions/${id}/undo`, { reason: 'x' })),
    ).toBe('conflict')
    expect(codeOf(await callApi(mod, 'PATCH', `/posts/${own.id}`, { title: 'New' }))).toBe(
      'conflict',
    )
    await callApi(mod, 'PATCH', `/posts/${own.id}`, { closed: true })
    await callApi(mod, 'PATCH', `/posts/${own.id}`, { closed: false })
    expect(codeOf(await postAsSeenBy(pair.ada, own.id))).toBe('not_found')
  })
})
