import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { view } from '../../testing/conversations.ts'
import { addMembers, createGroup, removeMember } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'

/** What somebody wrote keeps their name when they have gone. */
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

const former = async (who: TestPerson) =>
  (await view(who, id)).former.map(({ display_name }) => display_name)

test('who left or was removed is named to those who are still there, the latest first', async () => {
  expect(await former(ada)).toEqual([])
  await removeMember(ben, id, ben)
  await removeMember(ada, id, cleo)
  expect(await former(ada)).toEqual(['Cleo', 'Ben'])
  expect((await view(ada, id)).participants).toHaveLength(1)
})

test('not to those who came later, nor when they are back', async () => {
  await removeMember(ada, id, cleo)
  const dan = await relay.person('Dan')
  await addMembers(ada, id, dan)
  expect(await former(dan)).toEqual([])
  expect(await former(ben)).toEqual(['Cleo'])
  await addMembers(ada, id, cleo)
  expect(await former(ben)).toEqual([])
  expect(await former(cleo)).toEqual([])
})

test('a hundred of them at most', async () => {
  await relay.sql`
    with gone as (
      insert into auth.users (id, email)
      select gen_random_uuid(), 'gone' || n || '@example.com' from generate_series(1, 120) n
      returning id
    )
    insert into conversation_participants (conversation_id, user_id, left_at)
    select ${id}, id, now() from gone`
  expect(await former(ada)).toHaveLength(100)
})
