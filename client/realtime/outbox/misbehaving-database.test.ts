// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Message } from '../../../wire/messages.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, message } from '../../testing/fixtures.ts'
import { openDatabase, type Database } from '../database/database.ts'
import { createCache } from '../store/cache.ts'
import { createStore } from '../store/store.ts'
import { askBeforeLeaving } from './ask-before-leaving.ts'
import { createBlobStore } from './blob-store.ts'
import type { Leader } from './leader.ts'
import { createOutboxStore } from './outbox-store.ts'
import { createOutbox } from './outbox.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const never = <T>() => new Promise<T>(() => undefined)

/** A database that opens well, and then loses, refuses or forgets about all work. */
function broken(work: () => unknown, transaction = work): Database {
  const methods = new Map<unknown, unknown>([
    ['then', undefined],
    ['transaction', transaction],
  ])
  return new Proxy({} as Database, {
    get: (_, name) => (methods.has(name) ? methods.get(name) : work),
  })
}
const quota = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
const closed = () => {
  throw new DOMException('closed', 'InvalidStateError')
}
const databases: [string, () => Promise<Database>][] = [
  ['is refused', () => Promise.reject(new DOMException('no', 'SecurityError'))],
  ['never opens', () => never()],
  ['opens and then never answers', () => Promise.resolve(broken(() => never()))],
  ['is full', () => Promise.resolve(broken(quota, closed))],
  ['was cleared while it was open', () => Promise.resolve(broken(closed))],
]

const leaderOf = (isLeader: boolean): Leader => ({
  tell: () => undefined,
  onNews: () => undefined,
  onLead: (listener) => listener(isLeader),
  stop: () => undefined,
})

const file = { kind: 'other', alt: '', width: null, height: null } as const

let seq = 0
function openTab(database: Promise<Database>, { isLeader = true } = {}) {
  const relay = fakeLink()
  relay.on('message:send', ({ client_id, body }: Pick<Message, 'client_id' | 'body'>) =>
    message((seq += 1), { client_id, body, sender_id: ada.id }),
  )
  const store = createStore(ada)
  askBeforeLeaving(store)
  const outbox = createOutbox(store, {
    entries: createOutboxStore(database),
    leader: leaderOf(isLeader),
    link: relay.link,
    onStored: () => undefined,
  })
  const write = async (body: string) => {
    const written = outbox.add({ conversation_id: 'c1', body, reply_to: null })
    await vi.advanceTimersByTimeAsync(5_000)
    await written
  }
  const sent = () => relay.askedFor('message:send').map(({ body }) => body)
  return { store, outbox, write, sent }
}

const leaving = () => {
  const event = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(event)
  return event.defaultPrevented ? 'asks' : 'leaves'
}

describe.each(databases)('a database that %s', (_, open) => {
  test('keeps no message from being sent, once and in order', async () => {
    const { store, write, sent } = openTab(open())
    await write('one')
    await write('two')
    expect(store.model.pending).toMatchObject([
      { body: 'one', onlyHere: true },
      { body: 'two', onlyHere: true },
    ])
    expect(leaving()).toBe('asks')
    store.caughtUp.emit()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(sent()).toEqual(['one', 'two'])
    expect(store.model.pending).toEqual([])
    expect(leaving()).toBe('leaves')
  })

  test('lets a tab send what only this tab has, also when another tab leads', async () => {
    const { store, write, sent } = openTab(open(), { isLeader: false })
    store.caughtUp.emit()
    await write('from here')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(sent()).toEqual(['from here'])
  })

  test('holds up no discarded message, no file and no start', async () => {
    const { store, outbox, write } = openTab(open())
    await write('never mind')
    const discarded = outbox.discard(store.model.pending[0]!.client_id)
    await vi.advanceTimersByTimeAsync(5_000)
    await discarded
    expect(store.model.pending).toEqual([])

    const blobs = createBlobStore(open())
    const drafts = [{ ...file, key: 'k', blob: new Blob(['x']), name: 'x' }]
    const work = Promise.all([
      blobs.add(drafts),
      blobs.get('another'),
      blobs.placesOf('m1'),
      blobs.notePlace('m1', 'k', 'place'),
      createCache(store, open())
        .read()
        .catch(() => 'nothing read'),
    ])
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await work).toEqual([false, undefined, [], undefined, 'nothing read'])
    expect(await blobs.get('k')).toBe(drafts[0]!.blob)
  })
})

test('a browser without IndexedDB, or that throws at the first touch, gives a refused promise', async () => {
  vi.stubGlobal('indexedDB', { open: closed })
  await expect(openDatabase('ada')).rejects.toThrow()
})

test('what was in the database when it was cleared is still sent by the open tab', async () => {
  const database = await openDatabase('ada')
  const { store, write, sent } = openTab(Promise.resolve(database))
  const done = write('before the clearing')
  await vi.waitUntil(() => store.model.pending.some(({ onlyHere }) => onlyHere === false), {
    interval: 1,
  })
  await done
  database.close()
  store.caughtUp.emit()
  await vi.waitUntil(() => sent().length === 1, { interval: 1 })
  expect(sent()).toEqual(['before the clearing'])
})
