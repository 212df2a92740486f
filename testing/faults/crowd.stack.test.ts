import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../client/realtime/database/database.ts'
import type { ParticipantList } from '../../wire/requests/conversations.ts'
import { ask, type TestSocket } from '../browser.ts'
import { insertCrowd } from '../crowds.ts'
import { eventually } from '../eventually.ts'
import { removePerson, setRole } from '../groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../relay.ts'
import { watch } from '../watch.ts'
import { FaultyNetwork } from './network.ts'
import { openPage } from './page.ts'

/** The size of answers, events and caches does not grow with the number of people in a conversation. */
const FEW = 400
const MANY = 10_000

let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
let groups: { few: string; many: string }
beforeAll(async () => {
  relay = await openTestRelay()
  ;[ada, ben] = await Promise.all([relay.person('Ada'), relay.person('Ben')])
  const known = [ada.id, ben.id] as const
  groups = {
    few: await insertCrowd(relay.sql, known, FEW),
    many: await insertCrowd(relay.sql, known, MANY),
  }
  await relay.sql`analyze`
}, 120_000)
afterAll(() => relay.close())

const get = async (path: string, who = ada) => {
  const { status, body } = await who.browser.call('GET', path)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const bytes = (value: unknown) => JSON.stringify(value).length
/** Numbers may have more digits. Names of strangers and ids have a fixed length. */
const expectSameSize = (many: unknown, few: unknown) => {
  expect(bytes(many)).toBeGreaterThan(100)
  expect(Math.abs(bytes(many) - bytes(few))).toBeLessThanOrEqual(200 + bytes(few) * 0.05)
}

const answers: Record<string, (id: string) => Promise<unknown>> = {
  'the conversation': (id) => get(`/api/conversations/${id}`),
  history: (id) => get(`/api/conversations/${id}/messages`),
  changes: (id) => get(`/api/conversations/${id}/changes?after_ver=0`),
  'a page of participants': (id) => get(`/api/conversations/${id}/participants`),
  'the list': async (id) => {
    const { items, people } = await get('/api/conversations')
    return [items.find((one: { id: string }) => one.id === id), people]
  },
  sync: async (id) => {
    const { socket } = await ada.browser.connect()
    const answer = await ask(socket, 'sync', { epoch: null, cursors: { [id]: 0 } })
    socket.disconnect()
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.items.find(({ conversation }) => conversation.id === id)
  },
}

test.each(Object.entries(answers))('%s is as large as that of a small group', async (_, answer) => {
  expectSameSize(await answer(groups.many), await answer(groups.few))
})

test('a conversation carries its first participants: the asker, the owner, then the latest writers', async () => {
  const { participants, participant_count } = await get(`/api/conversations/${groups.many}`, ben)
  expect(participant_count).toBe(MANY + 2)
  expect(participants).toHaveLength(20)
  const ids = participants.map(({ user_id }: { user_id: string }) => user_id)
  const { items } = await get(`/api/conversations/${groups.many}/messages?limit=15`)
  expect(ids).toEqual(expect.arrayContaining([ada.id, ben.id]))
  for (const { sender_id } of items) expect(ids).toContain(sender_id)
})

describe('the pages of participants', () => {
  test('contain everybody once: the owner, admins, then by the time of joining', async () => {
    await setRole(ada, groups.few, ben, 'admin')
    const seen: string[] = []
    const roles: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `?cursor=${cursor}`
      const page: ParticipantList = await get(
        `/api/conversations/${groups.few}/participants${query}`,
      )
      expect(page.items.length).toBeLessThanOrEqual(50)
      seen.push(...page.items.map(({ user_id }) => user_id))
      roles.push(...page.items.map(({ role }) => role))
      cursor = page.next_cursor
    }
    expect(seen).toHaveLength(FEW + 2)
    expect(new Set(seen).size).toBe(FEW + 2)
    expect(seen.slice(0, 2)).toEqual([ada.id, ben.id])
    expect(roles.slice(0, 3)).toEqual(['owner', 'admin', 'member'])
  })

  test('find people by the beginning of a word of their names, and only of this conversation', async () => {
    const path = `/api/conversations/${groups.many}/participants?q=`
    const { items } = await get(`${path}be`)
    expect(items.map(({ user_id }: { user_id: string }) => user_id)).toContain(ben.id)
    await relay.person('Benvenuto')
    expect((await get(`${path}benvenuto`)).items).toEqual([])
  })

  test('are only for participants, and a wrong cursor is refused', async () => {
    const stranger = await relay.person('Stranger')
    const path = `/api/conversations/${groups.many}/participants`
    expect((await stranger.browser.call('GET', path)).status).toBe(404)
    expect((await ada.browser.call('GET', `${path}?cursor=abc`)).status).toBe(400)
    expect((await ada.browser.call('GET', `${path}?q=b`)).status).toBe(400)
  })
})

describe('events', () => {
  const framesOf = async (id: string) => {
    const [{ socket: adas }, { socket: bens }] = await Promise.all([
      ada.browser.connect(),
      ben.browser.connect(),
    ])
    const heard = (['message:new', 'message:edited', 'conversation:changed'] as const).map(
      (event) => watch(adas, event),
    )
    const receipts = watch(adas, 'message:read')
    const sent = await ask(bens, 'message:send', {
      conversation_id: id,
      client_id: crypto.randomUUID(),
      body: 'hello',
    })
    if (!sent.ok) throw new Error(sent.error.code)
    await heard[0]!.until((all) => all.length > 0)
    await ben.browser.call('PUT', `/api/messages/${sent.id}`, { body: { body: 'Hello' } })
    await heard[1]!.until((all) => all.length > 0)
    await ask(bens, 'message:read', { conversation_id: id, seq: sent.seq })
    return { adas, bens, heard, receipts, close: () => [adas, bens].forEach(disconnect) }
  }
  const disconnect = (socket: TestSocket) => void socket.disconnect()

  test('are as large as those of a small group, and name the author', async () => {
    const [few, many] = [await framesOf(groups.few), await framesOf(groups.many)]
    for (const place of [0, 1]) {
      expectSameSize(many.heard[place]!.pushes[0], few.heard[place]!.pushes[0])
      const push = many.heard[place]!.pushes[0] as { people?: { id: string }[] }
      expect(push.people?.map((one) => one.id)).toEqual([ben.id])
    }
    few.close()
    many.close()
  })

  test('carry receipts only to the other devices of the reader', async () => {
    const { adas, bens, receipts, close } = await framesOf(groups.many)
    const { socket: bensTablet } = await ben.browser.connect()
    const own = watch(bensTablet, 'message:read')
    const { last_seq } = await get(`/api/conversations/${groups.many}`)
    await ask(adas, 'message:send', {
      conversation_id: groups.many,
      client_id: crypto.randomUUID(),
      body: 'the end',
    })
    await ask(bens, 'message:read', { conversation_id: groups.many, seq: last_seq + 1 })
    await own.until((all) => all.length === 1)
    // Anything that was sent to Ada has arrived before this answer.
    await ask(adas, 'typing:stop', { conversation_id: groups.many })
    expect(receipts.pushes).toEqual([])
    const path = `/api/conversations/${groups.many}/participants?q=be`
    const { items }: ParticipantList = await get(path)
    expect(items.find(({ user_id }) => user_id === ben.id)?.last_read_seq).toBe(last_seq + 1)
    bensTablet.disconnect()
    close()
  })

  test('of a message from before most people joined make every page request it', async () => {
    const { heard, close } = await framesOf(groups.many)
    const { items } = await get(`/api/conversations/${groups.many}/messages?after_seq=0&limit=1`)
    const edit = { body: { body: 'changed' } }
    expect((await ada.browser.call('PUT', `/api/messages/${items[0].id}`, edit)).status).toBe(200)
    await heard[2]!.until((all) => all.length === 1)
    expect(heard[1]!.pushes).toHaveLength(1)
    close()
  })

  test('of a removal make every page ask again whose presence it may see', async () => {
    const { adas, close } = await framesOf(groups.many)
    await ask(adas, 'presence:watch', { user_ids: [ben.id] })
    const offline = watch(adas, 'user:offline')
    expect((await removePerson(ada, groups.many, ben)).status).toBe(204)
    await offline.until((all) => all.some(({ user_id }) => user_id === ben.id))
    const { participant_count } = await get(`/api/conversations/${groups.many}`)
    expect(participant_count).toBe(MANY + 1)
    close()
  })
})

test('the cache of a conversation is as large as that of a small group', async () => {
  const network = await FaultyNetwork.open(Number(new URL(relay.url).port), 1)
  const page = await openPage(ada, network)
  const stored = await openDatabase(ada.id)
  const kept = async (id: string) => {
    page.messenger.timeline.open(id)
    await eventually('it is on the screen', () => page.shown(id).length > 0)
    const body = { client_id: crypto.randomUUID(), body: 'hello' }
    await ada.browser.call('POST', `/api/conversations/${id}/messages`, { body })
    let record = await stored.get('pages', id)
    await eventually('it is kept', async () => {
      record = await stored.get('pages', id)
      return record !== undefined && record.messages.length > 0
    })
    return record!
  }
  try {
    const [few, many] = [await kept(groups.few), await kept(groups.many)]
    expectSameSize(many, few)
    const named = new Set(many.people.map(({ id }) => id))
    for (const { sender_id } of many.messages) expect(named).toContain(sender_id)
  } finally {
    stored.close()
    await page.close()
    await network.close()
  }
})
