// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { deleteStoresState, draftsOf, setStoresState } from '../../browser/stores.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, message } from '../../testing/fixtures.ts'
import { openDatabase, type OpenDatabase } from '../database/database.ts'
import { createStore } from '../store/store.ts'
import { keepLastWritten } from './last-written.ts'
import { createOutboxStore } from './outbox-store.ts'
import { createOutbox } from './outbox.ts'

const key = `${draftsOf(ada.id)}outbox`
const open: (() => void)[] = []
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  localStorage.clear()
  setStoresState(ada.id, 'here')
})
afterEach(() => {
  for (const close of open.splice(0)) close()
  vi.unstubAllGlobals()
})

let seq = 0
function openTab(database: OpenDatabase) {
  const relay = fakeLink()
  relay.on('message:send', ({ client_id, body }) => message(++seq, { client_id, body }))
  const store = createStore(ada)
  const outbox = createOutbox(store, {
    entries: createOutboxStore(database),
    leader: {
      tell: () => undefined,
      onNews: () => undefined,
      onLead: (listener) => listener(true),
      stop: () => undefined,
    },
    link: relay.link,
    onStored: () => undefined,
  })
  keepLastWritten({ store, database, outbox, user: ada })
  const close = () => store.stopped.emit({ forget: false })
  open.push(close)
  return {
    store,
    close,
    write: (body: string) => outbox.add({ conversation_id: 'c1', body, reply_to: null }),
    sent: () => relay.askedFor('message:send').map(({ body }) => body),
  }
}
const leave = () => window.dispatchEvent(new Event('pagehide'))
const works: OpenDatabase = () => openDatabase(ada.id)
/** It takes the message later than the page is left. */
const isSlow: OpenDatabase = () => new Promise(() => undefined)

test('a message that the page is left with in the moment of writing is sent by the next page, once', async () => {
  const before = openTab(isSlow)
  void before.write('the last words')
  leave()
  before.close()

  const tab = openTab(works)
  await vi.waitUntil(() => tab.store.model.pending.length === 1)
  tab.store.caughtUp.emit()
  await vi.waitUntil(() => tab.store.model.pending.length === 0)
  expect(tab.sent()).toEqual(['the last words'])
  expect(localStorage.getItem(key)).toBeNull()
})

test('a message that the database has is stored nowhere else', async () => {
  const tab = openTab(works)
  await tab.write('safe')
  leave()
  expect(localStorage.getItem(key)).toBeNull()
})

test('what the database took after all stays single', async () => {
  const before = openTab(works)
  const written = before.write('the last words')
  leave()
  await written
  before.close()
  expect(localStorage.getItem(key)).toContain('the last words')

  const tab = openTab(works)
  await vi.waitUntil(() => localStorage.getItem(key) === null)
  await vi.waitUntil(() => tab.store.model.pending.length > 0)
  expect(tab.store.model.pending.map(({ body }) => body)).toEqual(['the last words'])
})

test('nothing is stored of a person who left, and a page that comes back goes on by itself', () => {
  const tab = openTab(isSlow)
  void tab.write('the last words')
  leave()
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  expect(localStorage.getItem(key)).toBeNull()
  deleteStoresState(ada.id)
  leave()
  expect(localStorage.getItem(key)).toBeNull()
})

test.each(['{', 'null', '{"a":1}', '[1, null, {"client_id":1}]'])(
  'whatever else stands there does no harm: %s',
  async (damaged) => {
    localStorage.setItem(key, damaged)
    const tab = openTab(works)
    await vi.waitUntil(() => localStorage.getItem(key) === null)
    expect(tab.store.model.pending).toEqual([])
  },
)
