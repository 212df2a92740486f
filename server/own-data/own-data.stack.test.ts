import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  openDirect,
  openGroup,
  openPair,
  post,
  view,
  type TestPair,
} from '../../testing/conversations.ts'
import { changeGroup, removePerson } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { createDarkRoom, enterDarkRoom } from '../../testing/rooms-of-people.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay({ PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0' })
})
afterAll(() => relay.close())

const remove = (person: TestPerson, token?: string) =>
  person.browser.call('DELETE', '/api/account', {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  })
/** Moves the sign-in of the browser to yesterday. */
const age = ({ id }: TestPerson) =>
  relay.sql`update auth.sessions set created_at = now() - interval '1 day' where user_id = ${id}`

test('an account is deleted only after a recent sign-in, and then everywhere', async () => {
  const { ada, ben, id }: TestPair = await openPair(relay)
  const group = await openGroup([ada, ben], 'Trip')
  await post(ada, id, 'what I wrote')
  const { socket } = await ada.browser.connect()
  const phone = relay.browser()
  await phone.bridge((await relay.auth.signIn(ada.email)).access_token)
  await age(ada)

  expect((await remove(ada)).body.error.code).toBe('fresh_sign_in_needed')
  const foreign = await relay.auth.signIn(ben.email)
  expect((await remove(ada, foreign.access_token)).body.error.code).toBe('forbidden')
  expect((await remove(ada, 'no.valid.token')).body.error.code).toBe('invalid_token')

  const proof = await relay.auth.signIn(ada.email)
  const closed = new Promise((resolve) => socket.once('disconnect', resolve))
  expect((await remove(ada, proof.access_token)).status).toBe(204)
  await closed
  for (const browser of [ada.browser, phone]) {
    expect((await browser.call('GET', '/api/conversations')).status).toBe(401)
  }
  await expect(relay.auth.signIn(ada.email)).rejects.toThrow()
  const { body } = await ben.browser.call('GET', `/api/conversations/${id}/messages`)
  expect(body.items).toMatchObject([
    { body: 'what I wrote', sender_id: null },
    { event: { type: 'account_deleted' } },
  ])
  // The group of the owner goes on: its next change gives it a new owner.
  const title = { title: 'Still a trip' }
  const changed = await ben.browser.call('PATCH', `/api/conversations/${group.id}`, { body: title })
  expect(changed.status).toBe(200)
  expect((await view(ben, group.id)).me.role).toBe('owner')
})

test('a new sign-in needs no other proof', async () => {
  const cleo = await relay.person('Cleo')
  expect((await remove(cleo)).status).toBe(204)
  const [row] = await relay.sql`select count(*)::int from auth.users where id = ${cleo.id}`
  expect(row).toEqual({ count: 0 })
})

test('an account with a second factor is not deleted by a proof without it', async () => {
  const dora = await relay.person('Dora')
  await relay.sql`
    insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
    values (gen_random_uuid(), ${dora.id}, 'totp', 'verified', now(), now())`
  // The session of the browser has used the second factor, and is too old.
  await relay.sql`update auth.sessions set aal = 'aal2' where user_id = ${dora.id}`
  await age(dora)
  const proof = await relay.auth.signIn(dora.email)
  expect((await remove(dora, proof.access_token)).body.error.code).toBe('fresh_sign_in_needed')
})

test('the file has what the person wrote and chose, in many batches, and nothing of an alias', async () => {
  const { ada, ben, id } = await openPair(relay)
  await post(ben, id, 'written by somebody else')
  await post(ada, id, 'Grüße, "quoted"')
  const room = await createDarkRoom(ada)
  await enterDarkRoom(ada, room.id)
  await post(ada, room.id, 'a secret of the dark')
  await relay.sql`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
    select ${id}, 100 + n, 100 + n, ${ada.id}, gen_random_uuid(), 'message ' || n from generate_series(1, 1100) n`
  await relay.sql`
    update messages set expires_at = now() where conversation_id = ${id} and body = 'message 7'`
  await ada.browser.call('PUT', `/api/people/${ben.id}/block`)

  const { cookieHeader: cookie } = ada.browser
  const answer = await fetch(`${relay.url}/api/account/export`, { headers: { cookie } })
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="my-data.json"')
  const text = await answer.text()
  const file = JSON.parse(text)
  expect(file).toMatchObject({
    format: 'parley-export',
    profile: { id: ada.id, email: ada.email },
    conversations: [{ id, kind: 'DIRECT', with: ['Ben'] }],
    blocked_people: [{ id: ben.id }],
  })
  const bodies = file.messages.map((message: { body: string }) => message.body)
  expect(bodies).toHaveLength(1100)
  expect(bodies).toContain('Grüße, "quoted"')
  expect(bodies).not.toContain('message 7')
  for (const secret of ['written by somebody else', 'a secret of the dark', room.id]) {
    expect(text).not.toContain(secret)
  }
})

test('the file tells no later name of a group that the person left, nor who opened a conversation without a word', async () => {
  const [ada, ben, mallory] = await Promise.all(['Ada', 'Ben', 'Mallory'].map(relay.person))
  const [stays, left] = [
    await openGroup([ada!, ben!], 'Stays'),
    await openGroup([ada!, ben!], 'Left'),
  ]
  await removePerson(ada!, left.id, ben!)
  await changeGroup(ada!, left.id, { title: 'A later name' })
  await openDirect(mallory!, ben!)
  const { body } = await ben!.browser.call('GET', '/api/account/export')
  const titles = new Map(
    body.conversations.map((one: { id: string; title: string | null }) => [one.id, one.title]),
  )
  expect(titles).toEqual(
    new Map([
      [stays.id, 'Stays'],
      [left.id, null],
    ]),
  )
  const own = (await mallory!.browser.call('GET', '/api/account/export')).body
  expect(own.conversations).toMatchObject([{ kind: 'DIRECT', with: ['Ben'] }])
})

test('a person may download the file five times an hour', async () => {
  const erin = await relay.person('Erin')
  let answer = await erin.browser.call('GET', '/api/account/export')
  for (let n = 0; n < 5; n++) answer = await erin.browser.call('GET', '/api/account/export')
  expect([answer.status, answer.body.error.code]).toEqual([429, 'rate_limited'])
})
