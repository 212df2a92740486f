import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, type TestSocket } from '../../testing/browser.ts'
import { post, send, view } from '../../testing/conversations.ts'
import { readAsHolder } from '../../testing/data-api.ts'
import { addPeople, createGroup, removePerson } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { watch } from '../../testing/watch.ts'
import type { Message } from '../../wire/messages.ts'

/** A person may not read messages from before they joined, on any path. */
let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
let cleo: TestPerson
let id: string
let early: string
let adas: TestSocket
let cleos: TestSocket
beforeAll(async () => {
  relay = await openTestRelay()
  ;[ada, ben] = await Promise.all([relay.person('Ada'), relay.person('Ben')])
})
afterAll(() => relay.close())
beforeEach(async () => {
  cleo = await relay.person('Cleo')
  id = (await createGroup(ada, 'Team', [ben])).id
  early = (await post(ada, id, 'a secret')).id
  await post(ben, id, 'another')
  await addPeople(ada, id, cleo)
  await post(ada, id, 'for everybody')
  adas = (await ada.browser.connect()).socket
  cleos = (await cleo.browser.connect()).socket
  return () => [adas, cleos].forEach((socket) => socket.disconnect())
})

const get = (path: string) => cleo.browser.call('GET', path)
const seqs = (items: Message[]) => items.map(({ seq }) => seq)
const edit = (body: string) => ada.browser.call('PUT', `/api/messages/${early}`, { body: { body } })

describe('a late joiner', () => {
  test('gets the line that added them and later messages, as unread', async () => {
    expect(await view(cleo, id)).toMatchObject({
      last_seq: 5,
      unread: 1,
      last_message: { body: 'for everybody' },
    })
  })

  test.each([
    ['messages', [4, 5]],
    ['messages?before_seq=5', [4]],
    ['messages?before_seq=4', []],
    ['messages?after_seq=0', [4, 5]],
    ['messages?around_seq=2', [4, 5]],
    ['changes?after_ver=0', [4, 5]],
    ['changes?after_ver=9999', [4, 5]],
  ])('reads of %s only %j', async (path, expected) => {
    const { body } = await get(`/api/conversations/${id}/${path}`)
    expect(seqs(body.items)).toEqual(expected)
    expect(body.has_more ?? false).toBe(false)
  })

  test('syncs past hidden messages', async () => {
    const synced = await ask(cleos, 'sync', { epoch: null, cursors: { [id]: 0 } })
    expect(synced).toMatchObject({ items: [{ last_ver: 5, reset: true }] })
    if (synced.ok) expect(seqs(synced.items[0]!.items)).toEqual([4, 5])
  })

  test('gets no event for a hidden change, and passes it at the next sync', async () => {
    const { socket, hello } = await cleo.browser.connect()
    const kinds = ['message:edited', 'message:reactions', 'message:deleted'] as const
    const heard = kinds.map((event) => watch(cleos, event))
    const heardByAda = kinds.map((event) => watch(adas, event))
    await edit('a secret still')
    const thumb = encodeURIComponent('👍')
    await ada.browser.call('PUT', `/api/messages/${early}/reactions/${thumb}`)
    await ada.browser.call('DELETE', `/api/messages/${early}`)
    for (const one of heardByAda) await one.until((all) => all.length === 1)
    const { epoch } = hello
    const synced = await ask(cleos, 'sync', { epoch, cursors: { [id]: 5 } })
    expect(synced).toMatchObject({ items: [{ items: [], last_ver: 8, reset: false }], more: false })
    expect(heard.flatMap(({ pushes }) => pushes)).toEqual([])
    expect(await ask(cleos, 'sync', { epoch, cursors: { [id]: 8 } })).toMatchObject({ items: [] })
    socket.disconnect()
  })

  test('can neither read an earlier message, nor quote it, answer it or mark it unread', async () => {
    const draft = { client_id: randomUUID(), body: 'about that' }
    for (const over of [{ reply_to: early }, { thread_root: early }]) {
      const answer = await cleo.browser.call('POST', `/api/conversations/${id}/messages`, {
        body: { ...draft, ...over },
      })
      expect(answer.body.error.code).toBe('invalid_request')
    }
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', `/reactions/${encodeURIComponent('👍')}`],
      ['DELETE', ''],
    ] as const) {
      const answer = await cleo.browser.call(method, `/api/messages/${early}${path}`)
      expect(answer.body.error.code).toBe('not_found')
    }
    const body = { unread_from: 1 }
    const { body: seen } = await cleo.browser.call('PUT', `/api/conversations/${id}/me`, { body })
    expect(seen.unread).toBe(1)
    const mine = seen.participants.find((one: { user_id: string }) => one.user_id === cleo.id)
    expect(mine.last_read_seq).toBe(3)
  })

  test('sees by the Data API what the relay shows', async () => {
    const rows = await readAsHolder<{ seq: number }>(
      relay.sql,
      cleo.session,
      `select seq::int from messages where conversation_id = '${id}' order by seq`,
    )
    expect(rows.map(({ seq }) => seq)).toEqual([4, 5])
  })

  test('who comes back starts again, and messages in between stay hidden', async () => {
    await removePerson(ada, id, ben)
    await post(ada, id, 'without Ben')
    await addPeople(ada, id, ben)
    const { body } = await ben.browser.call('GET', `/api/conversations/${id}/messages`)
    expect(seqs(body.items)).toEqual([8])
    expect(await view(ben, id)).toMatchObject({ unread: 0, last_message: { seq: 8 } })
  })
})

test('gets no earlier message when messages are written while they are added', async () => {
  const newcomers = await Promise.all(Array.from({ length: 4 }, () => relay.person('New')))
  for (const newcomer of newcomers) {
    const { socket } = await newcomer.browser.connect()
    const heard = watch(socket, 'message:new')
    const writing = Array.from({ length: 30 }, (_, n) => send(adas, id, `message ${n}`))
    await Promise.all([...writing, addPeople(ada, id, newcomer)])
    const [row] = await relay.sql<{ joined: number }[]>`
      select joined_seq::int as joined from conversation_participants
      where conversation_id = ${id} and user_id = ${newcomer.id}`
    await ask(socket, 'presence:watch', { user_ids: [] })
    const early = heard.pushes.flatMap(({ messages }) => seqs([...messages]))
    expect(early.filter((seq) => seq <= row!.joined)).toEqual([])
    socket.disconnect()
  }
})
