import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'

let relay: TestRelay
let ada: TestPerson
let grace: TestPerson
beforeAll(async () => {
  relay = await openTestRelay()
  grace = await relay.person('Grace Hopper')
})
beforeEach(async () => {
  ada = await relay.person('Ada Lovelace')
})
afterAll(() => relay.close())

const search = async (q: string) => {
  const path = `/api/people?q=${encodeURIComponent(q)}`
  return (await ada.browser.call('GET', path)).body
}
const found = async (q: string) =>
  (await search(q)).items.map((one: { display_name: string }) => one.display_name)
const change = (body: object, person = ada) => person.browser.call('PUT', '/api/profile', { body })

describe('people', () => {
  test.each(['gr', 'GRACE', 'hop', 'grace hopper', 'hopper grace', ' Hop '])(
    'are found by the beginnings of their names: %s',
    async (q) => expect(await found(q)).toEqual(['Grace Hopper']),
  )

  test('are found by the words of their usernames, the exact username first', async () => {
    const [one, two] = [await relay.person('Zed One'), await relay.person('Zed Two')]
    await change({ username: 'quill.feather_pen-nib' }, one)
    await change({ username: 'pen' }, two)
    expect(await found('feather')).toEqual(['Zed One'])
    expect(await found('pen')).toEqual(['Zed Two', 'Zed One'])
    expect(await found('nib')).toEqual(['Zed One'])
    expect(await found('quill.fea')).toEqual(['Zed One'])
  })

  test.each(['race', 'opper', 'gr%', 'g_ace', '%%', '__', '\\', 'g h', 'nobody at all'])(
    'are not found by: %s',
    async (q) => {
      const answer = await search(q)
      expect(answer.items ?? []).toEqual([])
    },
  )

  test('are found by their whole address, and the answer does not hold it', async () => {
    const { items } = await search(grace.email.toUpperCase())
    expect(items).toEqual([
      {
        id: grace.id,
        username: expect.any(String),
        display_name: 'Grace Hopper',
        avatar_url: null,
      },
    ])
    expect(await found(grace.email.slice(0, -1))).toEqual([])
    const [user] = grace.email.split('@')
    expect(await found(`${user}@`)).toEqual([])
  })

  test('are found by their name as one word, after those who are called so, but not when they hide', async () => {
    const people = ['Zita Vanzeist', 'Zita van Zeist', 'Zita van Zeist', 'Zita van Zeist']
    const [one, two, gone, blocker] = await Promise.all(people.map((name) => relay.person(name)))
    await relay.sql`update profiles set username = 'b_one' where id = ${one!.id}`
    await relay.sql`update profiles set username = 'a_two' where id = ${two!.id}`
    await relay.sql`
      update auth.users set banned_until = now() + interval '1 day' where id = ${gone!.id}`
    await blocker!.browser.call('PUT', `/api/people/${ada.id}/block`)
    expect(await found('vanzeist')).toEqual(['Zita van Zeist', 'Zita Vanzeist'])
    expect(await found('zita vanzeist')).toEqual(['Zita van Zeist', 'Zita Vanzeist'])
    // What was typed as words finds words first.
    expect(await found('van zeist')).toEqual(['Zita van Zeist', 'Zita Vanzeist'])
    await relay.sql`update profiles set username = 'c_two' where id = ${two!.id}`
    expect(await found('van zeist')).toEqual(['Zita van Zeist', 'Zita Vanzeist'])
    expect(await found('anzeist')).toEqual([])
  })

  test('do not include the asker', async () => {
    const { items } = await search('lovelace')
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(ada.id)
    expect(await found(ada.email)).toEqual([])
  })

  test('are ten at most', async () => {
    const many = Array.from({ length: 12 }, () => relay.person('Crowd'))
    await Promise.all(many)
    expect(await found('crowd')).toHaveLength(10)
  })

  test.each(['李', '花', 'あ', '솔'])('are found by a name of one character: %s', async (name) => {
    await relay.person(name)
    expect(await found(name)).toEqual([name])
  })

  test.each(['', 'a', ' a ', '%00ab', 'x'.repeat(201)])('refuse the query "%s"', async (q) => {
    const answer = await ada.browser.call('GET', `/api/people?q=${q}`)
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } })
  })
})

describe('the own profile', () => {
  test('changes in the named fields and keeps the rest', async () => {
    const username = `ada-${randomUUID().slice(0, 8)}`
    const avatar_url = 'https://pictures.example/ada.png'
    await relay.sql`update profiles set avatar_url = ${avatar_url} where id = ${ada.id}`
    expect(await change({ username })).toMatchObject({
      status: 200,
      body: { id: ada.id, email: ada.email, display_name: 'Ada Lovelace', username, avatar_url },
    })
    expect((await change({ display_name: ' Countess ' })).body).toMatchObject({
      display_name: 'Countess',
      username,
      avatar_url,
    })
    const body = { upload_id: null }
    const without = await ada.browser.call('PUT', '/api/profile/picture', { body })
    expect(without.body).toMatchObject({ username, avatar_url: null })
    expect((await change({})).body).toMatchObject({ username, display_name: 'Countess' })
    const session = await ada.browser.call('GET', '/api/auth/session')
    expect(session.body.user).toMatchObject({ username, display_name: 'Countess' })
  })

  test('cannot take the username of another person', async () => {
    const username = `taken-${randomUUID().slice(0, 8)}`
    await change({ username }, grace)
    const answer = await change({ username, display_name: 'Thief' })
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
    const session = await ada.browser.call('GET', '/api/auth/session')
    expect(session.body.user.display_name).toBe('Ada Lovelace')
  })

  test.each([
    { username: 'A' },
    { username: 'Ada' },
    { username: 'ada lovelace' },
    { username: null },
    { display_name: '' },
    { display_name: 'a\0' },
    { display_name: 'x'.repeat(81) },
    { avatar_url: 'http://plain.example/a.png' },
    { avatar_url: 'https://pictures.example/a.png' },
    { avatar_url: 'javascript:alert(1)' },
    { role: 'admin' },
    { email: 'other@example.com' },
  ])('refuses %j', async (body) => {
    expect((await change(body)).body.error.code).toBe('invalid_request')
  })
})
