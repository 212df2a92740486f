import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCache } from './cache.ts'
import { newLog } from '../log/conversation-log.ts'
import { loadPage, startLoading } from '../log/log-pages.ts'
import { updateLoaded } from '../log/history-state.ts'
import { openDatabase, type Database } from '../database/database.ts'
import { ada, conversationUpTo, messages } from '../../testing/fixtures.ts'
import { createStore } from './store.ts'
import type { Model } from './model.ts'

let database: Promise<Database>
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('indexedDB', new IDBFactory())
  database = openDatabase('ada')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function visit() {
  const store = createStore(ada)
  return { store, model: store.model, cache: createCache(store, () => database) }
}

const loadLog = (model: Model, id: string, last: number) => {
  const page = { items: messages(1, last), has_more: false }
  model.logs.set(id, loadPage(startLoading(newLog(conversationUpTo(last, { id }))), page))
}

async function write({ store }: ReturnType<typeof visit>) {
  store.logsChanged.emit([])
  await vi.advanceTimersByTimeAsync(1_000)
  const stored = await database
  await vi.waitUntil(async () => (await stored.get('list', 'list')) !== undefined, { interval: 1 })
}

test('the next visit finds the list, and the newest page of what was opened', async () => {
  const before = visit()
  before.model.epoch = 'e1'
  loadLog(before.model, 'opened', 80)
  loadLog(before.model, 'listed', 80)
  before.cache.open('opened')
  await write(before)

  const { model, cache } = visit()
  await cache.read()
  expect(model).toMatchObject({ epoch: 'e1', listStatus: 'ready' })
  expect(model.logs.get('listed')?.history.kind).toBe('none')
  const log = model.logs.get('opened')!
  expect(log).toMatchObject({ ver: 80, history: { kind: 'loaded', hasEarlier: true } })
  expect(log.history.kind === 'loaded' && log.history.messages.map(({ seq }) => seq)).toEqual(
    messages(31, 80).map(({ seq }) => seq),
  )
})

test('a page that was loaded and a receipt that moved are stored, without a new message', async () => {
  const { store, model, cache } = visit()
  model.epoch = 'e1'
  cache.open('c1')
  store.setLog('c1', newLog(conversationUpTo(3, { id: 'c1', unread: 3 })))
  store.editLog('c1', startLoading)
  store.editLog('c1', (log) => loadPage(log, { items: messages(1, 3), has_more: false }))
  await vi.advanceTimersByTimeAsync(1_000)
  const stored = await database
  await vi.waitFor(async () => expect(await stored.count('pages')).toBe(1), { interval: 1 })
  store.editLog('c1', (log) => ({ ...log, conversation: { ...log.conversation, unread: 0 } }))
  await vi.advanceTimersByTimeAsync(1_000)
  const unread = async () =>
    (await stored.get('list', 'list'))?.heads.map(({ conversation }) => conversation.unread)
  await vi.waitFor(async () => expect(await unread()).toEqual([0]), { interval: 1 })
})

test('a reader far back in history leaves an older page. The counts are those of the list all the same', async () => {
  const before = visit()
  const { store, model, cache } = before
  model.epoch = 'e1'
  loadLog(model, 'c1', 3)
  cache.open('c1')
  await write(before)
  const farBack = { messages: messages(1, 2), hasEarlier: false, hasLater: true }
  const told = conversationUpTo(5, { id: 'c1', unread: 2 })
  store.editLog('c1', (log) => updateLoaded({ ...log, ver: 5 }, (now) => ({ ...now, ...farBack })))
  store.editLog('c1', (log) => ({ ...log, conversation: told, counted: { ver: 4, own: 0 } }))
  await vi.advanceTimersByTimeAsync(1_000)
  const stored = await database
  await vi.waitFor(
    async () => {
      const list = await stored.get('list', 'list')
      expect(list?.heads.map(({ ver }) => ver)).toEqual([5])
    },
    { interval: 1 },
  )

  const next = visit()
  await next.cache.read()
  const log = next.model.logs.get('c1')!
  expect(log).toMatchObject({ ver: 3, conversation: { last_ver: 5, unread: 2 } })
  expect(log.counted).toEqual({ ver: 4, own: 0 })
  expect(log.history).toMatchObject({ kind: 'loaded', messages: messages(1, 3) })
})

test('nothing is stored before an epoch is known: its cursors would mean nothing', async () => {
  const { store, model, cache } = visit()
  loadLog(model, 'c1', 3)
  cache.open('c1')
  store.logsChanged.emit([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await (await database).count('pages')).toBe(0)
})

test('pages of another epoch are not shown', async () => {
  const before = visit()
  before.model.epoch = 'e1'
  loadLog(before.model, 'c1', 3)
  before.cache.open('c1')
  await write(before)
  const stored = await database
  await stored.put('list', { epoch: 'e2', asOf: null, heads: [], people: [] }, 'list')

  const { model, cache } = visit()
  await cache.read()
  expect(model.logs.size).toBe(0)
})

test('the cache does not overwrite what came from the server meanwhile', async () => {
  const before = visit()
  before.model.epoch = 'e1'
  loadLog(before.model, 'c1', 3)
  await write(before)
  const { model, cache } = visit()
  model.epoch = 'e2'
  await cache.read()
  expect(model.logs.size).toBe(0)
})

test('thirty pages are stored, and the one that was not opened for longest goes first', async () => {
  const { cache } = visit()
  const ids = Array.from({ length: 31 }, (_, i) => `c${i}`)
  const out = ids.map((id) => cache.open(id))
  expect(out.slice(0, 30).flat()).toEqual([])
  expect(out[30]).toEqual(['c0'])
  cache.open('c1')
  expect(cache.open('one more')).toEqual(['c2'])
})

test('a stopped cache writes nothing', async () => {
  const { store, model } = visit()
  model.epoch = 'e1'
  loadLog(model, 'c1', 3)
  store.logsChanged.emit([])
  store.stopped.emit({ forget: false })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await (await database).count('list')).toBe(0)
})

test('the names of the cache are as old as its oldest page', async () => {
  const before = visit()
  before.model.epoch = 'e1'
  before.model.asOf = '2026-01-01T00:00:00.000001Z'
  loadLog(before.model, 'c1', 3)
  before.cache.open('c1')
  await write(before)
  before.model.asOf = '2026-02-01T00:00:00.000001Z'
  loadLog(before.model, 'c2', 3)
  before.cache.open('c2')
  before.store.logsChanged.emit([])
  await vi.advanceTimersByTimeAsync(1_000)
  const stored = await database
  await vi.waitUntil(async () => (await stored.count('pages')) === 2, { interval: 1 })

  const { model, cache } = visit()
  await cache.read()
  expect(model.asOf).toBe('2026-01-01T00:00:00.000001Z')
})
