import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { post, startDirect, view } from '../../testing/conversations.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { insertDirect, insertPeople } from '../../testing/rows.ts'
import type { Conversation } from '../../wire/conversations.ts'
import type { ConversationList } from '../../wire/requests/conversations.ts'

let relay: TestRelay
let ada: TestPerson
beforeAll(async () => {
  relay = await openTestRelay()
})
beforeEach(async () => {
  ada = await relay.person('Ada')
})
afterAll(() => relay.close())

async function list(query: Record<string, string> = {}): Promise<ConversationList> {
  const path = `/api/conversations?${new URLSearchParams(query).toString()}`
  return (await ada.browser.call('GET', path)).body
}
const ids = ({ items }: ConversationList) => items.map(({ id }) => id)

describe('the list of conversations', () => {
  test('is empty at first', async () => {
    expect(await list()).toEqual({ items: [], people: [], next_cursor: null })
  })

  test('has the newest activity first, and each item equals the opened conversation', async () => {
    const people = await Promise.all(['Ben', 'Cleo', 'Dan'].map((name) => relay.person(name)))
    const made: Conversation[] = []
    for (const person of people) made.push(await startDirect(ada, person))
    await post(people[0]!, made[0]!.id, 'news')
    const page = await list()
    expect(ids(page)).toEqual([made[0]!.id, made[2]!.id, made[1]!.id])
    for (const item of page.items) expect(item).toEqual(await view(ada, item.id))
    expect(page.items[0]).toMatchObject({ unread: 1, last_message: { body: 'news' } })
  })

  test('comes in pages without a gap or a repetition, even with equal times', async () => {
    const people = await insertPeople(relay.sql, 120)
    const made = await Promise.all(people.map((person) => insertDirect(relay.sql, ada.id, person)))
    await relay.sql`
      update conversations set active_at = '2026-01-01 00:00:00.123456Z' where id = any(${made})`
    const pages = [await list()]
    for (let cursor = pages[0]!.next_cursor; cursor !== null;) {
      const page = await list({ cursor })
      pages.push(page)
      cursor = page.next_cursor
    }
    expect(pages.map(({ items }) => items.length)).toEqual([50, 50, 20])
    expect(new Set(pages.flatMap(ids))).toEqual(new Set(made))
  })

  test('shows only unread conversations with that filter', async () => {
    const [ben, cleo] = [await relay.person('Ben'), await relay.person('Cleo')]
    const [unread, read] = [await startDirect(ada, ben), await startDirect(ada, cleo)]
    await post(ben, unread.id, 'read me')
    await post(ada, read.id, 'my own')
    expect(ids(await list({ filter: 'unread' }))).toEqual([unread.id])
  })

  test('is searched by the names of the counterpart', async () => {
    const { id } = await startDirect(ada, await relay.person('Grace Hopper'))
    const direct = await startDirect(ada, await relay.person('Alan_Türing'))
    expect(ids(await list({ q: 'HOPP' }))).toEqual([id])
    expect([ids(await list({ q: 'turing' })), ids(await list({ q: 'TÜR' }))]).toEqual([
      [direct.id],
      [direct.id],
    ])
    // The asker's own name would match every conversation.
    expect(ids(await list({ q: 'ada' }))).toEqual([])
    // The wildcards of LIKE are ordinary characters here.
    expect(ids(await list({ q: 'g%h' }))).toEqual([])
    expect(ids(await list({ q: 'race_' }))).toEqual([])
  })

  test.each(['nonsense', '', Buffer.from('[1,"x"]').toString('base64url'), '%00'])(
    'refuses the cursor "%s"',
    async (cursor) => {
      const answer = await ada.browser.call('GET', `/api/conversations?cursor=${cursor}`)
      expect(answer.body.error.code).toBe('invalid_request')
    },
  )

  test('takes a cursor that another person got, and shows only the asker’s conversations', async () => {
    const cursor = Buffer.from(JSON.stringify([9e15, randomUUID()])).toString('base64url')
    expect(await list({ cursor })).toEqual({ items: [], people: [], next_cursor: null })
  })
})
