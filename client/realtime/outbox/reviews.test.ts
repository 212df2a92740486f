import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ErrorCode } from '../../../wire/error-codes.ts'
import type { OwnReview } from '../../../wire/moderation/reviews.ts'
import type { Api } from '../../requests/http.ts'
import { RequestError } from '../../requests/request-error.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, message } from '../../testing/fixtures.ts'
import { openDatabase, type Database } from '../database/database.ts'
import { createStore } from '../store/store.ts'
import type { Leader } from './leader.ts'
import type { OutboxNews } from './outbox-news.ts'
import { createOutboxStore } from './outbox-store.ts'
import { createOutbox } from './outbox.ts'
import { reviewsOf } from './reviews.ts'

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()))
afterEach(() => vi.unstubAllGlobals())

const until = (condition: () => boolean) => vi.waitUntil(condition, { interval: 1 })
const waiting: OwnReview = { state: 'waiting', reason: null }
const refused: OwnReview = { state: 'refused', reason: 'Rude.' }
const released: OwnReview = { state: 'released', reason: 'Fine.' }
const takenBack: OwnReview = { state: 'taken_back', reason: null }

/** Tabs of one browser. The first one leads. */
function browser() {
  const listeners: ((news: OutboxNews) => void)[] = []
  const database = openDatabase('ada')
  return () => {
    const mine = listeners.length
    let lead = (_isLeader: boolean): void => undefined
    const leader: Leader = {
      tell: (news) => listeners.forEach((one, n) => n !== mine && one(news)),
      onNews: (listener) => (listeners[mine] = listener),
      onLead: (listener) => {
        lead = listener
        if (mine === 0) listener(true)
      },
      askToLead: () => undefined,
      stop: () => undefined,
    }
    return { ...openTab(leader, database), lead }
  }
}

function openTab(leader: Leader, database: Promise<Database>) {
  const relay = fakeLink()
  const store = createStore(ada)
  const outbox = createOutbox(store, {
    ...{ entries: createOutboxStore(() => database), leader, link: relay.link },
    onStored: () => undefined,
  })
  /** The relay's answers about a review, and to the taking back. */
  const answers: {
    get: OwnReview | ErrorCode
    delete: ErrorCode | 'network' | null
    wait?: Promise<void>
  } = { get: waiting, delete: null }
  const asked: string[] = []
  const call = (async (method: string, path: string) => {
    asked.push(`${method} ${path}`)
    const answer = method === 'GET' ? answers.get : answers.delete
    await answers.wait
    if (typeof answer === 'string') throw new RequestError(answer)
    return answer
  }) as Api
  const reviews = reviewsOf({ store, link: relay.link, call, background: call, outbox })
  const states = () =>
    store.model.pending.map(({ body, state }) =>
      state.kind === 'failed' ? `${body} ${state.code}` : `${body} ${state.kind}`,
    )
  const sent = () => relay.askedFor('message:send').map(({ body }) => body)
  const refuse = (code: ErrorCode) =>
    relay.on('message:send', () => {
      throw new RequestError(code)
    })
  const id = () => store.model.pending[0]!.client_id
  return { relay, store, outbox, reviews, states, sent, refuse, answers, asked, id }
}

/** A message that a filter keeps, in the tab that leads and in another one. */
async function inReview() {
  const open = browser()
  const [tab, other] = [open(), open()]
  tab.refuse('in_review')
  tab.store.caughtUp.emit()
  await tab.outbox.add({ conversation_id: 'c1', body: 'kept', reply_to: null })
  await until(() => [tab, other].every(({ states }) => states()[0] === 'kept in_review'))
  await until(() => tab.asked.length === 1)
  return { tab, other, both: [tab, other], clientId: tab.id() }
}

test('a message leaves the outbox when a moderator lets it through', async () => {
  const { tab, clientId } = await inReview()
  const stored = (client_id: string) => message(1, { client_id, sender_id: ada.id })
  tab.store.messagesReceived.emit([stored('another')])
  expect(tab.states()).toEqual(['kept in_review'])
  tab.store.messagesReceived.emit([stored(clientId)])
  await until(() => tab.states().length === 0)
  expect(tab.sent()).toEqual(['kept'])
})

test('a refusal is shown at once with its reason, in all tabs, and one of them asks', async () => {
  const { tab, other, both, clientId } = await inReview()
  tab.answers.get = { state: 'refused', reason: 'No adverts.' }
  for (const { relay } of both) relay.push('moderation:changed', {})
  await until(() => both.every(({ states }) => states()[0] === 'kept filtered'))
  for (const { store } of both) expect(store.model.pending[0]?.reason).toBe('No adverts.')
  const address = `GET /api/conversations/c1/reviews/${clientId}`
  expect([tab.asked, other.asked]).toEqual([[address, address], []])
  expect(tab.sent()).toEqual(['kept'])
})

test.each([
  ['was refused', refused, ['kept filtered']],
  ['still waits', waiting, ['kept in_review']],
  ['was taken back on another device', takenBack, []],
])('a new connection learns that a message %s', async (_, answer, states) => {
  const { tab } = await inReview()
  tab.store.disconnected.emit()
  tab.answers.get = answer
  tab.store.caughtUp.emit()
  await until(() => tab.asked.length === 2)
  await until(() => tab.states().join() === states.join())
  expect(tab.sent()).toEqual(['kept'])
})

test.each([
  ['that a moderator has released', released],
  ['whose report is no longer kept', 'not_found' as const],
])('a message %s is sent again, and its answer is the message', async (_, answer) => {
  const { tab, clientId } = await inReview()
  tab.relay.on('message:send', ({ client_id }) => message(1, { client_id, sender_id: ada.id }))
  tab.answers.get = answer
  tab.store.caughtUp.emit()
  await until(() => tab.states().length === 0)
  expect(tab.relay.askedFor('message:send').map(({ client_id }) => client_id)).toEqual([
    ...[clientId, clientId],
  ])
})

test('a message of which the relay knows nothing is sent once for each connection and each decision', async () => {
  const { tab } = await inReview()
  tab.answers.get = 'not_found'
  tab.store.caughtUp.emit()
  await until(() => tab.sent().length === 2)
  // It waits again, and is asked for. That alone sends nothing.
  await until(() => tab.states()[0] === 'kept in_review' && tab.asked.length === 3)
  // A moderator released it, and the sender was muted meanwhile.
  tab.refuse('muted')
  tab.relay.push('moderation:changed', {})
  await until(() => tab.states()[0] === 'kept muted')
  expect([tab.sent().length, tab.asked.length]).toEqual([3, 4])
})

test('a tab that begins to lead asks, because no tab did when the connection was new', async () => {
  const { tab, other } = await inReview()
  tab.lead(false)
  other.answers.get = refused
  other.store.caughtUp.emit()
  await until(() => other.states()[0] === 'kept in_review')
  expect(other.asked).toEqual([])
  other.lead(true)
  await until(() => other.states()[0] === 'kept filtered')
  expect(other.asked.length).toBe(1)
})

test('many decisions at once are asked for twice, and the last answer counts', async () => {
  const { tab } = await inReview()
  let answer = () => {}
  tab.answers.wait = new Promise((resolve) => (answer = resolve))
  for (let n = 0; n < 5; n += 1) tab.relay.push('moderation:changed', {})
  expect(tab.asked.length).toBe(2)
  tab.answers.get = refused
  answer()
  await until(() => tab.states()[0] === 'kept filtered')
  expect(tab.asked.length).toBeLessThanOrEqual(3)
})

test('a message that was taken back elsewhere goes when it is sent again', async () => {
  const { tab } = await inReview()
  tab.refuse('taken_back')
  tab.answers.get = { state: 'released', reason: null }
  tab.relay.push('moderation:changed', {})
  await until(() => tab.states().length === 0)
  expect(tab.sent()).toEqual(['kept', 'kept'])
})

test('taking back asks the relay, and the message goes in all tabs', async () => {
  const { tab, other, both, clientId } = await inReview()
  expect(await other.reviews.takeBack(clientId)).toBe(true)
  expect(other.asked).toEqual([`DELETE /api/conversations/c1/reviews/${clientId}`])
  await until(() => both.every(({ states }) => states().length === 0))
  expect(tab.sent()).toEqual(['kept'])
})

test('without an answer the message waits as before, and can be taken back again', async () => {
  const { tab, clientId } = await inReview()
  tab.answers.delete = 'network'
  await expect(tab.reviews.takeBack(clientId)).rejects.toMatchObject({ code: 'network' })
  expect(tab.states()).toEqual(['kept in_review'])
  tab.answers.delete = null
  expect(await tab.reviews.takeBack(clientId)).toBe(true)
  expect(tab.states()).toEqual([])
})

test('when a moderator was first, the message shows what they decided', async () => {
  const { tab, clientId } = await inReview()
  tab.answers.delete = 'conflict'
  tab.answers.get = { state: 'refused', reason: 'Rude.' }
  expect(await tab.reviews.takeBack(clientId)).toBe(false)
  expect(tab.states()).toEqual(['kept filtered'])
})

test('a message that does not wait at the relay goes from here', async () => {
  const { tab, clientId } = await inReview()
  tab.answers.delete = 'taken_back'
  expect(await tab.reviews.takeBack(clientId)).toBe(true)
  expect(tab.states()).toEqual([])
  // The button was pressed twice, or in two tabs.
  expect(await tab.reviews.takeBack(clientId)).toBe(true)
  expect(tab.asked.length).toBe(2)
})

test('a relay that does not know the route takes nothing back', async () => {
  const { tab, clientId } = await inReview()
  tab.answers.delete = 'not_found'
  await expect(tab.reviews.takeBack(clientId)).rejects.toMatchObject({ code: 'not_found' })
  expect(tab.states()).toEqual(['kept in_review'])
})

test('a message that was refused before the button was pressed is not taken back', async () => {
  const { tab, clientId } = await inReview()
  await tab.outbox.change(clientId, { failed: 'filtered' })
  expect(await tab.reviews.takeBack(clientId)).toBe(false)
  expect(tab.states()).toEqual(['kept filtered'])
})
