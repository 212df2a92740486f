import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PNG } from '../../testing/images.ts'
import { uploadFile } from '../../testing/uploads.ts'
import { watch } from '../../testing/watch.ts'
import { buildApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'

/** What an older version of the page let people type. */
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
      const bytes = address.includes('bomb') ? Buffer.from('<svg/>') : PNG
      return { bytes, format: 'png' }
    },
  })
  ada = await relay.person('Ada')
  ben = await relay.person('Ben')
  await giveAddress(ada, ADDRESS)
})
afterAll(() => relay.close())

const giveAddress = ({ id }: TestPerson, address: string) =>
  relay.sql`update profiles set avatar_url = ${address} where id = ${id}`

const ask = async (id: string, person = ben, headers: Record<string, string> = {}) => {
  const cookie = person.browser.cookieHeader
  return fetch(`${relay.url}/api/pictures/${id}`, { headers: { cookie, ...headers } })
}
const metadataOf = async (answer: Response) => {
  const { width, height, format } = await sharp(await answer.arrayBuffer()).metadata()
  return { width, height, format }
}
const drawn = { width: 256, height: 256, format: 'webp' }

const changeOwn = (person: TestPerson, upload_id: string | null) =>
  person.browser.call('PUT', '/api/profile/picture', { body: { upload_id } })

/** A picture that is wider than high. */
const widePicture = () =>
  sharp({ create: { width: 600, height: 300, channels: 3, background: '#0b7a5b' } })
    .withExif({ IFD0: { Copyright: 'a secret place' } })
    .jpeg()
    .toBuffer()

describe('an address from before there were uploads', () => {
  test('is fetched once, and the picture comes from the relay as it drew it', async () => {
    const answer = await ask(ada.id)
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': 'attachment; filename="picture.webp"',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=3600',
    })
    expect(await metadataOf(answer)).toEqual(drawn)
    const again = await ask(ada.id, ada)
    expect(await metadataOf(again)).toEqual(drawn)
    const etag = again.headers.get('etag') ?? ''
    expect((await ask(ada.id, ben, { 'if-none-match': etag })).status).toBe(304)
    expect(downloads.filter((address) => address === ADDRESS)).toHaveLength(1)
    const profile = await ada.browser.call('GET', '/api/auth/session')
    expect(profile.body.user.avatar_url).toMatch(/^picture:[0-9a-f-]{36}$/)
  })

  test('is not fetched again by a relay that has just started', async () => {
    const other = await buildApp(readConfig(relay.env), {
      download: async () => Promise.reject(new Error('asked again')),
    })
    const { cookieHeader: cookie } = ben.browser
    const answer = await other.inject({ url: `/api/pictures/${ada.id}`, headers: { cookie } })
    expect(answer.statusCode).toBe(200)
    await other.close()
  })

  test('that cannot be fetched or drawn is not found, and stays for another try', async () => {
    const cleo = await relay.person('Cleo')
    for (const name of ['broken', 'bomb']) {
      await giveAddress(cleo, `https://pictures.example/${name}.png`)
      const answer = await ask(cleo.id)
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store'])
    }
    expect((await ask(ben.id)).status).toBe(404)
    expect((await ask(randomUUID())).status).toBe(404)
  })

  test('is never one that the asker names', async () => {
    const before = downloads.length
    const elsewhere = encodeURIComponent('https://elsewhere.example/a.png')
    expect((await ask(elsewhere)).status).toBe(400)
    await ask(`${ada.id}?url=${elsewhere}`)
    expect(downloads).toHaveLength(before)
  })

  test('is not fetched where the settings say so, and what was fetched still shows', async () => {
    const quiet = await buildApp(readConfig({ ...relay.env, PARLEY_PICTURES: 'off' }))
    const { cookieHeader: cookie } = ben.browser
    const dora = await relay.person('Dora')
    await giveAddress(dora, ADDRESS)
    const statusOf = async (id: string) =>
      (await quiet.inject({ url: `/api/pictures/${id}`, headers: { cookie } })).statusCode
    expect([await statusOf(dora.id), await statusOf(ada.id)]).toEqual([404, 200])
    await quiet.close()
  })
})

describe('an uploaded picture', () => {
  test('becomes a small square without what its camera wrote, and others are told', async () => {
    const told = watch((await ada.browser.connect()).socket, 'person:changed')
    const upload = await uploadFile(ada, await widePicture(), 'holiday.jpg')
    const { status, body } = await changeOwn(ada, upload.id)
    expect([status, body.avatar_url]).toEqual([200, expect.stringMatching(/^picture:/)])
    const answer = await ask(ada.id)
    const bytes = Buffer.from(await answer.clone().arrayBuffer())
    expect(await metadataOf(answer)).toEqual(drawn)
    expect(bytes.includes('a secret place')).toBe(false)
    await told.until(([push]) => push?.person.avatar_url === body.avatar_url)
    // The upload is used up, and the collector takes its bytes.
    expect((await changeOwn(ada, upload.id)).body.error.code).toBe('upload_not_ready')
    const [row] =
      await relay.sql`select state, owner_id from private.uploads where id = ${upload.id}`
    expect(row).toEqual({ state: 'released', owner_id: null })
  })

  test('of somebody else, or one that is no picture, is refused and changes nothing', async () => {
    const before = (await ask(ada.id)).headers.get('etag')
    const foreign = await uploadFile(ben, PNG, 'mine.png')
    expect((await changeOwn(ada, foreign.id)).body.error.code).toBe('upload_not_ready')
    const text = await uploadFile(ada, Buffer.from('no picture at all'), 'picture.png')
    expect((await changeOwn(ada, text.id)).body.error.code).toBe('file_refused')
    expect((await ask(ada.id)).headers.get('etag')).toBe(before)
  })

  test('goes when the person takes it away', async () => {
    expect((await changeOwn(ada, null)).body.avatar_url).toBeNull()
    expect((await ask(ada.id)).status).toBe(404)
    expect(await relay.sql`select from private.pictures where profile_id = ${ada.id}`).toHaveLength(
      0,
    )
  })

  test('is for nobody who is not signed in', async () => {
    expect((await fetch(`${relay.url}/api/pictures/${ada.id}`)).status).toBe(401)
  })
})

test('the picture of a group is only for the people in it, and its timeline tells of it', async () => {
  const body = { kind: 'GROUP', title: 'Trip' }
  const group = (await ada.browser.call('POST', '/api/conversations', { body })).body
  const upload = await uploadFile(ada, PNG, 'trip.png')
  const path = `/api/conversations/${group.id}`
  const changed = await ada.browser.call('PUT', `${path}/picture`, {
    body: { upload_id: upload.id },
  })
  expect(changed.body.avatar_url).toMatch(/^picture:/)
  expect((await ask(group.id, ada)).status).toBe(200)
  expect((await ask(group.id, ben)).status).toBe(404)
  const { items } = (await ada.browser.call('GET', `${path}/messages`)).body
  expect(items.at(-1).event).toEqual({ type: 'picture_changed' })
})

test('one person makes the relay fetch 120 pictures a minute at most', async () => {
  const dan = await relay.person('Dan')
  const rows = await relay.sql<{ id: string }[]>`
    with made as (
      insert into public.conversations (kind, title, avatar_url)
      select 'GROUP', 'Many', 'https://pictures.example/broken-' || n || '.png'
      from generate_series(1, 121) n returning id
    ), joined as (
      insert into public.conversation_participants (conversation_id, user_id, role)
      select id, ${dan.id}, 'member' from made
    )
    select id from made`
  const answers = await Promise.all(rows.map(({ id }) => ask(id, dan)))
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(120)
  const refused = answers.find(({ status }) => status !== 404)
  expect([refused?.status, refused?.headers.has('retry-after')]).toEqual([429, true])
})

test('the page may show pictures of the relay, and of files that this person chose', async () => {
  const answer = await fetch(`${relay.url}/livez`)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy.split(';')).toContain("img-src 'self' blob: data:")
  expect(policy.split(';')).toContain("default-src 'none'")
})
