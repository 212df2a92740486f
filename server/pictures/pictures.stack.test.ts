import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PNG } from '../../testing/images.ts'
import { buildApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'

const ADDRESS = 'https://pictures.example/ada.png'

let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
const downloads: string[] = []
beforeAll(async () => {
  relay = await openTestRelay({}, undefined, {
    async download(address) {
      downloads.push(address)
      if (address.includes('broken')) throw new Error('the site answered 500')
      return { bytes: PNG, format: 'png' }
    },
  })
  ada = await relay.person('Ada')
  ben = await relay.person('Ben')
  await ada.browser.call('PUT', '/api/profile', { body: { avatar_url: ADDRESS } })
})
afterAll(() => relay.close())

const ask = async (id: string, person = ben, headers: Record<string, string> = {}) => {
  const cookie = person.browser.cookieHeader
  return fetch(`${relay.url}/api/pictures/${id}`, { headers: { cookie, ...headers } })
}

describe('the picture of a person', () => {
  test('comes from the relay, as a picture and as nothing else', async () => {
    const answer = await ask(ada.id)
    expect(answer.status).toBe(200)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'attachment; filename="picture.png"',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=3600',
    })
    const etag = answer.headers.get('etag') ?? ''
    expect((await ask(ada.id, ben, { 'if-none-match': etag })).status).toBe(304)
  })

  test('is fetched once for all people', async () => {
    await ask(ada.id, ada)
    await ask(ada.id, ben)
    expect(downloads.filter((address) => address === ADDRESS)).toHaveLength(1)
  })

  test('is for nobody who is not signed in', async () => {
    expect((await fetch(`${relay.url}/api/pictures/${ada.id}`)).status).toBe(401)
  })

  test('that has no address, or cannot be fetched, is not found', async () => {
    expect((await ask(ben.id)).status).toBe(404)
    expect((await ask(randomUUID())).status).toBe(404)
    const avatar_url = 'https://pictures.example/broken.png'
    const cleo = await relay.person('Cleo')
    await cleo.browser.call('PUT', '/api/profile', { body: { avatar_url } })
    const answer = await ask(cleo.id)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store'])
  })

  test('is never fetched from an address that the asker names', async () => {
    const before = downloads.length
    const elsewhere = encodeURIComponent('https://elsewhere.example/a.png')
    expect((await ask(elsewhere)).status).toBe(400)
    await ask(`${ada.id}?url=${elsewhere}`)
    expect(downloads).toHaveLength(before)
  })
})

test('the picture of a group is only for the people in it', async () => {
  const body = { kind: 'GROUP', title: 'Trip', avatar_url: 'https://pictures.example/trip.png' }
  const group = (await ada.browser.call('POST', '/api/conversations', { body })).body
  expect((await ask(group.id, ada)).status).toBe(200)
  expect((await ask(group.id, ben)).status).toBe(404)
})

test('one person makes the relay fetch 120 pictures a minute at most', async () => {
  const dan = await relay.person('Dan')
  const rows = await relay.sql<{ id: string }[]>`
    with made as (
      insert into public.conversations (kind, title, avatar_url)
      select 'GROUP', 'Many', 'https://pictures.example/many-' || n || '.png'
      from generate_series(1, 121) n returning id
    ), joined as (
      insert into public.conversation_participants (conversation_id, user_id, role)
      select id, ${dan.id}, 'member' from made
    )
    select id from made`
  const answers = await Promise.all(rows.map(({ id }) => ask(id, dan)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(120)
  const refused = answers.find(({ status }) => status !== 200)
  expect([refused?.status, refused?.headers.has('retry-after')]).toEqual([429, true])
})

test('no picture is fetched where the settings say so', async () => {
  const quiet = await buildApp(readConfig({ ...relay.env, PARLEY_PICTURES: 'off' }))
  const answer = await quiet.inject(`/api/pictures/${ada.id}`)
  expect(answer.statusCode).toBe(404)
  await quiet.close()
})

test('the page may show pictures of the relay alone', async () => {
  const answer = await fetch(`${relay.url}/livez`)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy.split(';')).toContain("img-src 'self' blob: data:")
  expect(policy.split(';')).toContain("default-src 'none'")
})
