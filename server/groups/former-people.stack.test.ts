import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { post, view } from '../../testing/conversations.ts'
import { addPeople, createGroup, removePerson } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import type { History } from '../../wire/requests/messages.ts'
import type { Person } from '../../wire/people.ts'

/** A message keeps the name of its author after the author has left. */
let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
let cleo: TestPerson
let id: string
beforeAll(async () => {
  relay = await openTestRelay()
  ;[ada, ben, cleo] = await Promise.all([
    relay.person('Ada'),
    relay.person('Ben'),
    relay.person('Cleo'),
  ])
})
afterAll(() => relay.close())
beforeEach(async () => {
  id = (await createGroup(ada, 'Team', [ben, cleo])).id
})

const namesOf = (people: Person[]) => people.map(({ display_name }) => display_name).toSorted()
const met = async (who: TestPerson, ...whom: (TestPerson | string)[]) => {
  const ids = whom.map((one) => (typeof one === 'string' ? one : one.id)).join(',')
  const path = `/api/conversations/${id}/people?ids=${ids}`
  const { status, body } = await who.browser.call('GET', path)
  expect(status, JSON.stringify(body)).toBe(200)
  return namesOf(body.items)
}
const history = async (who: TestPerson): Promise<History> =>
  (await who.browser.call('GET', `/api/conversations/${id}/messages`)).body

test('the names of former participants are known to the people who are still there', async () => {
  await post(ben, id, 'I am leaving')
  await removePerson(ben, id, ben)
  await removePerson(ada, id, cleo)
  expect(await met(ada, ben, cleo)).toEqual(['Ben', 'Cleo'])
  const { items, people } = await history(ada)
  expect(items.map(({ sender_id }) => sender_id)).toContain(ben.id)
  expect(namesOf(people ?? [])).toEqual(['Ben', 'Cleo'])
  expect((await view(ada, id)).participants).toHaveLength(1)
})

test('their names are hidden from people who joined later or came back', async () => {
  await removePerson(ada, id, cleo)
  const dan = await relay.person('Dan')
  await addPeople(ada, id, dan)
  expect(await met(dan, cleo)).toEqual([])
  expect(await met(ben, cleo)).toEqual(['Cleo'])
  await removePerson(ben, id, ben)
  await addPeople(ada, id, cleo)
  expect(await met(cleo, ben)).toEqual([])
  expect(await met(cleo, ada)).toEqual(['Ada'])
})

test('nobody gets the name of a stranger, and an outsider gets no name', async () => {
  const stranger = await relay.person('Stranger')
  expect(await met(ada, stranger)).toEqual([])
  const path = `/api/conversations/${id}/people?ids=${ada.id}`
  expect((await stranger.browser.call('GET', path)).status).toBe(404)
})

test('a request names a hundred people at most', async () => {
  const many = Array.from({ length: 101 }, () => crypto.randomUUID())
  const path = `/api/conversations/${id}/people?ids=${many.join(',')}`
  expect((await ada.browser.call('GET', path)).status).toBe(400)
  expect(await met(ada, ben, ...many.slice(0, 99))).toEqual(['Ben'])
})
