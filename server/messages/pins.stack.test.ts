import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  openGroup,
  openPair,
  post,
  seedDarkRoom,
  seedHistory,
  view,
} from '../../testing/conversations.ts'
import { addPeople, setRole } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { changeRoom, createRoom, joinRoom } from '../../testing/rooms-of-people.ts'
import { watch, watchMessages } from '../../testing/watch.ts'
import { MAX_PINNED_MESSAGES } from '../../wire/limits.ts'
import type { Message } from '../../wire/messages.ts'
import type { PinList } from '../../wire/requests/messages.ts'

let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
let cleo: TestPerson
beforeAll(async () => {
  relay = await openTestRelay()
  ;[ada, ben, cleo] = [
    await relay.person('Ada'),
    await relay.person('Ben'),
    await relay.person('Cleo'),
  ]
})
afterAll(() => relay.close())

const pin = (who: TestPerson, { id }: Pick<Message, 'id'>) =>
  who.browser.call('PUT', `/api/messages/${id}/pin`)
const unpin = (who: TestPerson, { id }: Pick<Message, 'id'>) =>
  who.browser.call('DELETE', `/api/messages/${id}/pin`)
const pins = async (who: TestPerson, id: string, cursor = ''): Promise<PinList> =>
  (await who.browser.call('GET', `/api/conversations/${id}/pins${cursor}`)).body
const pinnedBodies = async (who: TestPerson, id: string) =>
  (await pins(who, id)).items.map(({ body }) => body)
const code = (answer: { body: { error?: { code: string } } | null }) => answer.body?.error?.code

describe('pinning a message', () => {
  test('counts like an edit, tells everybody, and writes a line; unpinning writes none', async () => {
    const pair = await openPair(relay)
    const sent = await post(pair.ada, pair.id, 'remember this')
    const { socket } = await pair.ben.browser.connect()
    const [pinned, lines] = [watch(socket, 'message:pinned'), watchMessages(socket)]
    const { status, body } = await pin(pair.ada, sent)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: sent.id, ver: 2, body: 'remember this', edited_at: null })
    expect(body.pinned_at).toMatch(/Z$/)
    await pinned.until((pushes) => pushes.length === 1)
    expect(pinned.pushes[0]!.messages).toEqual([body])
    const [line] = await lines.untilCount(1)
    expect(line).toMatchObject({
      seq: 2,
      ver: 3,
      sender_id: pair.ada.id,
      event: { type: 'pinned' },
    })
    expect((await pin(pair.ben, sent)).body).toEqual(body)
    expect((await unpin(pair.ben, sent)).body).toMatchObject({ ver: 4, pinned_at: null })
    await unpin(pair.ada, sent)
    await pinned.until((pushes) => pushes.length === 2)
    expect(await view(pair.ada, pair.id)).toMatchObject({ last_ver: 4, last_seq: 2, unread: 0 })
    const path = `/api/conversations/${pair.id}/changes?after_ver=1`
    const { items } = (await pair.ben.browser.call('GET', path)).body
    expect(items.map(({ ver, pinned_at }: Message) => [ver, pinned_at])).toEqual([
      [3, null],
      [4, null],
    ])
  })

  test('is for both people of a pair, and for owner and admins of a group', async () => {
    const group = await openGroup([ada, ben, cleo])
    const sent = await post(cleo, group.id, 'the rules')
    expect(code(await pin(cleo, sent))).toBe('forbidden')
    expect((await pin(ada, sent)).status).toBe(200)
    expect(code(await unpin(ben, sent))).toBe('forbidden')
    await setRole(ada, group.id, ben, 'admin')
    expect((await unpin(ben, sent)).status).toBe(200)
    const outsider = await relay.person('Outsider')
    expect(code(await pin(outsider, sent))).toBe('not_found')
    expect(code(await outsider.browser.call('GET', `/api/conversations/${group.id}/pins`))).toBe(
      'not_found',
    )
    const { body } = await ada.browser.call('GET', `/api/conversations/${group.id}/messages`)
    const line = (body.items as Message[]).find(({ kind }) => kind === 'system')!
    expect(code(await pin(ada, line))).toBe('forbidden')
  })

  test('goes with a deleted message, whoever deletes it, and never comes back', async () => {
    const pair = await openPair(relay)
    const [one, two] = [await post(pair.ada, pair.id, 'one'), await post(pair.ada, pair.id, 'two')]
    await pin(pair.ada, one)
    await pin(pair.ada, two)
    expect(await pinnedBodies(pair.ben, pair.id)).toEqual(['two', 'one'])
    await pair.ada.browser.call('DELETE', `/api/messages/${one.id}`)
    expect(await pinnedBodies(pair.ben, pair.id)).toEqual(['two'])
    await relay.sql`update messages set body = '', deleted_at = now() where id = ${two.id}`
    expect(await pinnedBodies(pair.ben, pair.id)).toEqual([])
    expect(
      (await pair.ben.browser.call('GET', `/api/messages/${two.id}`)).body.pinned_at,
    ).toBeNull()
    expect(code(await pin(pair.ada, two))).toBe('conflict')
  })

  test('ends at a bound with a code of its own, also for tabs that pin at once', async () => {
    const pair = await openPair(relay)
    await seedHistory(relay, pair, MAX_PINNED_MESSAGES + 2)
    await relay.sql`
      update messages set pinned_at = now() - seq * interval '1 second'
      where conversation_id = ${pair.id} and seq < ${MAX_PINNED_MESSAGES}`
    const left = await relay.sql<{ id: string }[]>`
      select id from messages where conversation_id = ${pair.id} and pinned_at is null`
    const answers = await Promise.all(left.map((one, n) => pin(n % 2 ? pair.ada : pair.ben, one)))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    expect(answers.flatMap((answer) => code(answer) ?? [])).toEqual([
      'too_many_pins',
      'too_many_pins',
    ])
    // The pages hold each pin once, the newest first.
    const all: Message[] = []
    for (let cursor = ''; ;) {
      const page = await pins(pair.ben, pair.id, cursor)
      all.push(...page.items)
      if (page.next_cursor === null) break
      cursor = `?cursor=${page.next_cursor}`
    }
    expect(all).toHaveLength(MAX_PINNED_MESSAGES)
    expect(new Set(all.map(({ id }) => id)).size).toBe(MAX_PINNED_MESSAGES)
    const times = all.map(({ pinned_at }) => pinned_at!)
    expect(times).toEqual(times.toSorted().toReversed())
  })

  test('shows a late joiner no pin of a message from before', async () => {
    const group = await openGroup([ada, ben])
    const early = await post(ada, group.id, 'before')
    await pin(ada, early)
    await addPeople(ada, group.id, cleo)
    const { socket } = await cleo.browser.connect()
    const heard = watch(socket, 'message:pinned')
    await unpin(ada, early)
    await pin(ada, early)
    await pin(ada, await post(ada, group.id, 'after'))
    await heard.until((pushes) => pushes.length > 0)
    expect(heard.pushes.flatMap(({ messages }) => messages.map(({ body }) => body))).toEqual([
      'after',
    ])
    expect(await pinnedBodies(cleo, group.id)).toEqual(['after'])
    expect(await pinnedBodies(ben, group.id)).toEqual(['after', 'before'])
  })

  test('adds nothing in a blocked pair, in a closed room, and in a dark room', async () => {
    const pair = await openPair(relay)
    const [kept, sent] = [await post(pair.ada, pair.id, 'a'), await post(pair.ada, pair.id, 'b')]
    await pin(pair.ada, kept)
    await pair.ben.browser.call('PUT', `/api/people/${pair.ada.id}/block`)
    expect(code(await pin(pair.ada, sent))).toBe('forbidden')
    expect((await unpin(pair.ada, kept)).status).toBe(200)

    const room = await createRoom(ada)
    await joinRoom(ben, room.id)
    const word = await post(ben, room.id, 'word')
    expect(code(await pin(ben, word))).toBe('forbidden')
    await changeRoom(ada, room.id, { locked: true })
    expect((await pin(ada, word)).status).toBe(200)
    await changeRoom(ada, room.id, { closed: true })
    expect((await unpin(ada, word)).status).toBe(200)
    expect(code(await pin(ada, word))).toBe('forbidden')

    await seedDarkRoom(relay, ada)
    const [dark] = await relay.sql<{ id: string }[]>`
      with room as (update conversations set last_seq = 1, last_ver = 1 where kind = 'DARK_ROOM' returning id)
      insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
      select id, 1, 1, ${ada.id}, gen_random_uuid(), 'masked' from room returning id`
    expect(code(await pin(ada, dark!))).toBe('forbidden')
  })
})
