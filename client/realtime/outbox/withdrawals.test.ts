import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '../../../wire/messages.ts'
import type { Api } from '../../requests/http.ts'
import { RequestError } from '../../requests/request-error.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, BEN, conversation, message } from '../../testing/fixtures.ts'
import { openDatabase } from '../database/database.ts'
import { newLog, receive } from '../log/conversation-log.ts'
import { createStore } from '../store/store.ts'
import type { Leader } from './leader.ts'
import type { OutboxNews } from './outbox-news.ts'
import { createOutboxStore } from './outbox-store.ts'
import { createOutbox, type Written } from './outbox.ts'
import { createWithdrawals } from './withdrawals.ts'

beforeEach(() => {
  // setImmediate stays real, because the database uses it.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.stubGlobal('indexedDB', new IDBFactory())
})
const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const until = (condition: () => boolean) => vi.waitUntil(condition, { interval: 1 })

/** The relay, with the messages that it stored, and the tabs of one browser. The first one leads. */
function browser() {
  const database = openDatabase('ada')
  const listeners: ((news: OutboxNews) => void)[] = []
  const stored = new Map<string, Message>()
  /** The messages that a filter keeps for a moderator. */
  const inReview = new Set<string>()
  const asked: string[] = []
  let isAway = false
  let hasLeft = false
  const store = ({ client_id, body }: Pick<Message, 'client_id' | 'body'>): Message => {
    const known = stored.get(client_id)
    const one = known ?? message(stored.size + 1, { client_id, body, sender_id: ada.id })
    stored.set(client_id, one)
    return one
  }
  const call = (async (method: string, path: string, body: Message) => {
    if (isAway) throw new RequestError('network')
    asked.push(method)
    const id = path.split('/').at(-1)!
    if (method === 'DELETE' && inReview.delete(id)) return undefined
    if (method === 'GET' && inReview.has(id)) return { state: 'waiting', reason: null }
    if (id === 'messages' && hasLeft) throw new RequestError('not_found')
    if (method === 'GET' && id === 'messages') return { items: [...stored.values()] }
    if (method === 'POST') return store(body)
    if (method === 'GET' && !stored.has(id)) throw new RequestError('not_found')
    if (method === 'GET') return { state: 'released', reason: null }
    for (const [key, one] of stored) if (one.id === id) stored.delete(key)
  }) as Api

  return {
    stored,
    inReview,
    store,
    asked,
    call,
    rows: async () => (await database).getAll('outbox'),
    setAway: (is: boolean) => (isAway = is),
    leave: () => (hasLeft = true),
    tab() {
      const mine = listeners.length
      const leader: Leader = {
        askToLead: () => undefined,
        tell: (news) => listeners.forEach((one, n) => n !== mine && one(news)),
        onNews: (listener) => (listeners[mine] = listener),
        onLead: (listener) => mine === 0 && listener(true),
        stop: () => undefined,
      }
      const relay = fakeLink()
      const tab = createStore(ada)
      tab.model.connection = { kind: 'online' }
      const outbox = createOutbox(tab, {
        ...{ entries: createOutboxStore(() => database), leader, link: relay.link },
        onStored: (one) => tab.messagesReceived.emit([one]),
      })
      const withdrawal = createWithdrawals({ store: tab, outbox, call })
      open.push(() => tab.stopped.emit({ forget: false }))
      const write = (body: string, place: Partial<Written> = {}) =>
        outbox.add({ conversation_id: 'c1', body, reply_to: null, thread_root: null, ...place })
      return {
        relay,
        store: tab,
        outbox,
        withdraw: (id: string) => withdrawal(id)(),
        write,
        pending: () => tab.model.pending,
      }
    },
  }
}

test('a message whose answer comes after it was taken back in another tab is deleted', async () => {
  const all = browser()
  const [leading, other] = [all.tab(), all.tab()]
  let answer = () => {}
  leading.relay.on('message:send', (draft) => {
    const one = all.store(draft)
    return new Promise((resolve) => (answer = () => resolve(one)))
  })
  await leading.write('rash')
  leading.store.caughtUp.emit()
  await until(() => other.pending()[0]?.state.kind === 'sending')
  all.setAway(true)
  await other.withdraw(other.pending()[0]!.client_id)
  await until(() => leading.pending().length === 0)
  expect(other.pending()).toEqual([])
  all.setAway(false)
  answer()
  await until(() => all.stored.size === 0)
  await vi.waitFor(async () => expect(await all.rows()).toEqual([]))
  expect(leading.relay.askedFor('message:send')).toHaveLength(1)
})

test('a message whose answer was lost is deleted with the next connection, and a new try in another tab sends nothing', async () => {
  const all = browser()
  const [leading, other] = [all.tab(), all.tab()]
  leading.relay.on('message:send', (draft) => {
    all.store(draft)
    throw new RequestError('network')
  })
  await leading.write('rash')
  leading.store.caughtUp.emit()
  await until(() => other.pending()[0]?.tried === true)
  leading.store.disconnected.emit()
  const { client_id: id } = leading.pending()[0]!
  all.setAway(true)
  await Promise.all([leading.withdraw(id), other.outbox.retry(id)])
  await until(() => leading.pending().length + other.pending().length === 0)
  all.setAway(false)
  leading.store.caughtUp.emit()
  await until(() => all.stored.size === 0)
  await vi.waitFor(async () => expect(await all.rows()).toEqual([]))
  expect(all.asked).toEqual(['GET', 'POST', 'DELETE'])
  expect(leading.relay.askedFor('message:send')).toHaveLength(1)
})

test('what arrives late is deleted, and a message of somebody else with the same id is not', async () => {
  const all = browser()
  const tab = all.tab()
  await tab.write('rash')
  const { client_id: id } = tab.pending()[0]!
  await tab.withdraw(id)
  await until(() => all.asked.length > 0)
  tab.store.caughtUp.emit()
  await until(() => all.asked.length > 1)
  expect(await all.rows()).toHaveLength(1)
  tab.store.messagesReceived.emit([message(9, { client_id: id, sender_id: BEN })])
  const late = all.store({ client_id: id, body: 'rash' })
  tab.store.messagesReceived.emit([late])
  await until(() => all.stored.size === 0)
  await vi.waitFor(async () => expect(await all.rows()).toEqual([]))
  expect(all.asked).toEqual(['GET', 'GET', 'DELETE'])
  expect(tab.relay.askedFor('message:send')).toEqual([])
})

test('ten minutes later nothing can arrive any more, and the next connection forgets the message', async () => {
  const all = browser()
  const tab = all.tab()
  await tab.write('rash')
  await tab.withdraw(tab.pending()[0]!.client_id)
  await until(() => all.asked.length > 0)
  vi.setSystemTime(Date.now() + 11 * 60_000)
  tab.store.caughtUp.emit()
  await vi.waitFor(async () => expect(await all.rows()).toEqual([]))
  expect(all.asked).toEqual(['GET', 'GET'])
})

const DARK = '00000000-0000-8da2-8000-000000000001'
const ALIAS = '00000000-0000-8da2-8000-000000000002'
const dark = { conversation_id: DARK, alias_id: ALIAS }

test.each(['is in the log already', 'is on the newest page alone'])(
  'a message of a dark room that %s is deleted, and the relay is not asked for its id',
  async (where) => {
    const all = browser()
    const tab = all.tab()
    await tab.write('rash', dark)
    const { client_id: id } = tab.pending()[0]!
    const stored = message(2, { client_id: id, conversation_id: DARK, sender_id: ALIAS })
    all.stored.set(id, stored)
    const isInLog = where === 'is in the log already'
    // Its frame came before the one of an earlier message, so the screen does not show it.
    if (isInLog) {
      const room = newLog(conversation({ id: DARK, last_ver: 0, last_seq: 0, last_message: null }))
      tab.store.setLog(DARK, receive(room, [stored]))
    }
    await tab.withdraw(id)
    await until(() => all.stored.size === 0)
    await vi.waitFor(async () => expect(await all.rows()).toEqual([]))
    expect(all.asked).toEqual(isInLog ? ['DELETE'] : ['GET', 'DELETE'])
  },
)

test.each(['with the answer', 'after it, while its place in the log is not filled', 'after it'])(
  'a message that is taken back %s is deleted',
  async (when) => {
    const all = browser()
    const tab = all.tab()
    tab.relay.on('message:send', all.store)
    let takingBack: Promise<void> | undefined
    await tab.write('rash')
    const shown = tab.pending()[0]!
    const room = newLog(conversation({ last_ver: 0, last_seq: 0, last_message: null }))
    tab.store.messagesReceived.subscribe(([one]) => {
      // The answer removes it from the outbox in this moment.
      const withdraw = () => {
        takingBack = tab.withdraw(shown.client_id)
      }
      if (when === 'with the answer') queueMicrotask(withdraw)
      else if (when === 'after it') tab.store.setLog('c1', receive(room, [one!]))
      else tab.store.model.confirming = new Map([[shown.client_id, { message: shown, ver: 9 }]])
    })
    tab.store.caughtUp.emit()
    await until(() => tab.pending().length === 0)
    await (takingBack ?? tab.withdraw(shown.client_id))
    await until(() => all.stored.size === 0)
    await vi.waitFor(async () => expect(await all.rows()).toEqual([]))
    expect(tab.store.model.confirming.size).toBe(0)
    expect(tab.relay.askedFor('message:send')).toHaveLength(1)
  },
)

test('a message that a filter keeps after it was taken back waits for no moderator', async () => {
  const all = browser()
  const tab = all.tab()
  await tab.write('rash')
  const { client_id: id } = tab.pending()[0]!
  await tab.withdraw(id)
  await until(() => all.asked.length === 1)
  // It arrives late, and its answer is lost.
  all.inReview.add(id)
  await vi.advanceTimersByTimeAsync(60_000)
  await until(() => all.inReview.size === 0)
  expect(all.asked).toEqual(['GET', 'GET', 'DELETE'])
  // Its answer comes after all.
  all.inReview.add(id)
  await tab.outbox.change(id, { failed: 'in_review' })
  await until(() => all.inReview.size === 0)
  // Nothing can arrive any more.
  for (let minute = 0; minute < 11; minute += 1) await vi.advanceTimersByTimeAsync(60_000)
  await vi.waitFor(async () => expect(await all.rows()).toEqual([]))
})

test('what was taken back in a dark room that its writer has left is looked for no longer than elsewhere', async () => {
  const all = browser()
  const tab = all.tab()
  await tab.write('rash', dark)
  all.leave()
  await tab.withdraw(tab.pending()[0]!.client_id)
  for (let minute = 0; minute < 12; minute += 1) await vi.advanceTimersByTimeAsync(60_000)
  await vi.waitFor(async () => expect(await all.rows()).toEqual([]))
})

test('what is put back takes the place of no other message in a new database', async () => {
  const all = browser()
  const tab = all.tab()
  const change = vi.spyOn(tab.outbox, 'change')
  await tab.write('rash')
  const { client_id: id } = tab.pending()[0]!
  expect(tab.pending()[0]).toHaveProperty('order')
  await tab.withdraw(id)
  const [, , gone] = change.mock.calls[0]!
  expect(gone).toMatchObject({ client_id: id, body: 'rash' })
  expect(gone).not.toHaveProperty('order')
})

test('what the database does not forget is asked for each minute, and not without a pause', async () => {
  const all = browser()
  const tab = all.tab()
  await tab.write('rash')
  const { client_id: id } = tab.pending()[0]!
  all.store(tab.pending()[0]!)
  const discard = vi.spyOn(tab.outbox, 'discard').mockImplementation(async () => {
    await tab.outbox.change(id, {})
  })
  await tab.withdraw(id)
  await until(() => discard.mock.calls.length === 1)
  await tab.outbox.change(id, {})
  await vi.advanceTimersByTimeAsync(30_000)
  expect(all.asked).toEqual(['GET', 'POST', 'DELETE'])
  discard.mockRestore()
  await vi.advanceTimersByTimeAsync(30_000)
  vi.setSystemTime(Date.now() + 11 * 60_000)
  await vi.advanceTimersByTimeAsync(60_000)
  await vi.waitFor(async () => expect(await all.rows()).toEqual([]))
})
