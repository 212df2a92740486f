import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openGroup, view } from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'

/** Groups whose owner is gone, and the migration that gives them one. */
let relay: TestRelay
let [ada, ben, cleo]: TestPerson[] = []
let group: string

const MIGRATION = '../../supabase/migrations/20261127207000_owner_of_a_deleted_account.sql'
const [repair] = /^do \$\$.*?^\$\$;/ms.exec(
  readFileSync(new URL(MIGRATION, import.meta.url), 'utf8'),
)!

beforeAll(async () => {
  relay = await openTestRelay()
  ;[ada, ben, cleo] = await Promise.all(['Ada', 'Ben', 'Cleo'].map((name) => relay.person(name)))
})
afterAll(() => relay.close())

beforeEach(async () => {
  group = (await openGroup([ada!, ben!, cleo!])).id
  await relay.sql`
    update conversation_participants set joined_at = now() - interval '1 day'
    where conversation_id = ${group} and user_id = ${ben!.id}`
})

const rolesNow = async () =>
  Object.fromEntries(
    (
      await relay.sql<{ user_id: string; role: string }[]>`
        select user_id, role from conversation_participants where conversation_id = ${group}`
    ).map(({ user_id, role }) => [user_id, role]),
  )
/** Takes a row and lets it go at the end. */
async function whileLocked(userId: string, act: () => Promise<unknown>): Promise<void> {
  const other = await relay.sql.reserve()
  await other`begin`
  await other`
    select from conversation_participants where conversation_id = ${group} and user_id = ${userId} for update`
  await act()
  await other`rollback`
  other.release()
}
const leaveWithoutHeir = () => relay.sql`
  delete from conversation_participants where conversation_id = ${group} and user_id = ${ada!.id}`

test('the migration makes an owner, and a line tells the pages', async () => {
  await leaveWithoutHeir()
  const before = await view(ben!, group)
  await relay.sql.unsafe(repair)
  const after = await view(ben!, group)
  expect(after.me.role).toBe('owner')
  expect([after.last_seq - before.last_seq, after.last_ver - before.last_ver]).toEqual([1, 1])
  expect(after.last_message).toMatchObject({
    kind: 'system',
    event: { type: 'role_changed', user_ids: [ben!.id], role: 'owner' },
  })
  // The second time there is an owner.
  await relay.sql.unsafe(repair)
  expect((await view(ben!, group)).last_ver).toBe(after.last_ver)
})

test('the migration waits for a relay that changes the group, and makes no second owner', async () => {
  await leaveWithoutHeir()
  const other = await relay.sql.reserve()
  await other`begin`
  await other`select from conversations where id = ${group} for no key update`
  const repaired = relay.sql.unsafe(repair).execute()
  await eventually('the migration waits', async () => {
    const waiting = await relay.sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%ownerless%'`
    return waiting.length > 0
  })
  await other`
    update conversation_participants set role = 'owner' where conversation_id = ${group} and user_id = ${cleo!.id}`
  await other`commit`
  other.release()
  await repaired
  expect(await rolesNow()).toEqual({ [ben!.id]: 'member', [cleo!.id]: 'owner' })
})

test('the deletion of an account waits for no heir and takes nobody else, and the next change does', async () => {
  await whileLocked(ben!.id, async () => {
    await relay.sql`select private.depart_from(${group}, ${ada!.id}, 100)`
    expect(await rolesNow()).toEqual({ [ben!.id]: 'member', [cleo!.id]: 'member' })
  })
  const body = { title: 'Ours' }
  expect((await ben!.browser.call('PATCH', `/api/conversations/${group}`, { body })).status).toBe(
    200,
  )
  expect(await rolesNow()).toEqual({ [ben!.id]: 'owner', [cleo!.id]: 'member' })
})
