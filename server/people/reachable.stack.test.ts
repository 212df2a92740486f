import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'

let relay: TestRelay
let ada: TestPerson
beforeAll(async () => {
  relay = await openTestRelay()
  ada = await relay.person('Ada')
})
afterAll(() => relay.close())

let count = 0
/** An account that never bridged, so that nothing but Supabase knows of it. */
async function account() {
  const name = `Person${(count += 1)}`
  const { user } = await relay.auth.signUp(undefined, { display_name: name })
  return { ...user, name }
}
type Account = Awaited<ReturnType<typeof account>>

const found = async (q: string) => {
  const { body } = await ada.browser.call('GET', `/api/people?q=${encodeURIComponent(q)}`)
  return body.items.length as number
}
const start = async (body: object) => {
  const answer = await ada.browser.call('POST', '/api/conversations', {
    body: { kind: 'DIRECT', ...body },
  })
  return answer.status < 300 ? answer.status : answer.body.error.code
}
const gather = async (participant_ids: string[]) => {
  const body = { kind: 'GROUP', title: 'Group', participant_ids }
  const answer = await ada.browser.call('POST', '/api/conversations', { body })
  return answer.status < 300 ? answer.status : answer.body.error.code
}

const suggested = async () => {
  const { body } = await ada.browser.call('GET', '/api/people/suggested')
  return (body.items as { id: string }[]).map(({ id }) => id)
}

const states: [string, (id: string) => Promise<unknown>][] = [
  [
    'never confirmed an address',
    (id) => relay.sql`update auth.users set email_confirmed_at = null where id = ${id}`,
  ],
  [
    'is banned',
    (id) =>
      relay.sql`update auth.users set banned_until = now() + interval '1 day' where id = ${id}`,
  ],
  [
    'was deleted softly',
    (id) => relay.sql`update auth.users set deleted_at = now() where id = ${id}`,
  ],
  [
    'signed in anonymously',
    (id) => relay.sql`
      update auth.users set is_anonymous = true, email = null, email_confirmed_at = null where id = ${id}`,
  ],
]

describe.each(states)('whoever %s is nobody to others', (_state, become) => {
  let person: Account
  let before: number[]
  beforeAll(async () => {
    person = await account()
    before = [await found(person.name), await found(person.email)]
    await become(person.id)
  })

  test('in the search', async () => {
    expect(before).toEqual([1, 1])
    expect([await found(person.name), await found(person.email)]).toEqual([0, 0])
  })

  test('for a new conversation', async () => {
    expect(await start({ participant_ids: [person.id] })).toBe('not_found')
    expect(await start({ email: person.email })).toBe('not_found')
    expect(await gather([person.id])).toBe('invalid_request')
  })
})

test.each(states)(
  'a conversation with a person who since %s is still found',
  async (_s, become) => {
    const person = await account()
    expect(await start({ participant_ids: [person.id] })).toBe(201)
    await become(person.id)
    expect(await start({ participant_ids: [person.id] })).toBe(200)
  },
)

test.each(states)('whoever %s is not suggested for a group', async (_s, become) => {
  const person = await account()
  await start({ participant_ids: [person.id] })
  expect(await suggested()).toContain(person.id)
  await become(person.id)
  expect(await suggested()).not.toContain(person.id)
})

test('people are suggested newest first, without those kept apart by a block', async () => {
  const people = [await account(), await account(), await account()]
  for (const { id } of people) await start({ participant_ids: [id] })
  const [first, second, third] = people.map(({ id }) => id)
  expect((await suggested()).slice(0, 3)).toEqual([third, second, first])
  await relay.sql`insert into blocks (blocker_id, blocked_id) values (${second!}, ${ada.id})`
  await ada.browser.call('PUT', `/api/people/${third!}/block`)
  expect(await suggested()).not.toContain(second)
  expect((await suggested())[0]).toBe(first)
})

test.each<[string, (person: Account) => Promise<unknown>]>([
  [
    'whose ban is over',
    ({ id }) => relay.sql`update auth.users set banned_until = now() where id = ${id}`,
  ],
  [
    'who comes from a provider without an address',
    ({ id }) => relay.sql`
      update auth.users set email = null, email_confirmed_at = null where id = ${id}`,
  ],
  [
    'who confirmed a telephone only',
    ({ id }) => relay.sql`
      update auth.users set email = null, email_confirmed_at = null,
        phone = '15550001111', phone_confirmed_at = now() where id = ${id}`,
  ],
])('a person %s is found', async (_who, become) => {
  const person = await account()
  await become(person)
  expect(await found(person.name)).toBe(1)
  expect(await start({ participant_ids: [person.id] })).toBe(201)
})

test('anonymous people are found where the setting lets them in', async () => {
  const allow = (allowed: boolean) =>
    relay.sql`update private.installation set anonymous_allowed = ${allowed}`
  onTestFinished(async () => void (await allow(false)))
  const person = await account()
  await relay.sql`
    update auth.users set is_anonymous = true, email = null, email_confirmed_at = null
    where id = ${person.id}`
  expect(await found(person.name)).toBe(0)
  await allow(true)
  expect(await found(person.name)).toBe(1)
  expect(await start({ participant_ids: [person.id] })).toBe(201)
})
