// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { deleteStoresState, draftsOf, setStoresState } from '../../browser/stores.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, message, pending } from '../../testing/fixtures.ts'
import { openDatabase, type OpenDatabase } from '../database/database.ts'
import { createStore } from '../store/store.ts'
import { keepLastWritten } from './last-written.ts'
import { createOutboxStore } from './outbox-store.ts'
import { createOutbox } from './outbox.ts'

const prefix = `${draftsOf(ada.id)}outbox:`
const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix))
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
      askToLead: () => undefined,
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
  expect(kept()).toEqual([])
})

test('a message that the database has is stored nowhere else', async () => {
  const tab = openTab(works)
  await tab.write('safe')
  leave()
  expect(kept()).toEqual([])
})

test('what the database took after all stays single', async () => {
  const before = openTab(works)
  const written = before.write('the last words')
  leave()
  await written
  before.close()
  expect(kept()).toHaveLength(1)

  const tab = openTab(works)
  await vi.waitUntil(() => kept().length === 0)
  await vi.waitUntil(() => tab.store.model.pending.length > 0)
  expect(tab.store.model.pending.map(({ body }) => body)).toEqual(['the last words'])
})

test('nothing is stored of a person who left, and a page that comes back goes on by itself', () => {
  const tab = openTab(isSlow)
  void tab.write('the last words')
  leave()
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  expect(kept()).toEqual([])
  deleteStoresState(ada.id)
  leave()
  expect(kept()).toEqual([])
})

test.each(['{', 'null', '[]', '{"a":1}', '{"client_id":1}'])(
  'whatever else stands there does no harm: %s',
  async (damaged) => {
    localStorage.setItem(`${prefix}one`, damaged)
    const tab = openTab(works)
    await vi.waitUntil(() => kept().length === 0)
    expect(tab.store.model.pending).toEqual([])
  },
)

/** What a tab leaves behind that is closed at this moment. */
function leftElsewhere(body: string) {
  const id = crypto.randomUUID()
  const { state: _, ...entry } = pending(
    { kind: 'waiting' },
    { client_id: id, conversation_id: 'c1', body, written_at: new Date().toISOString() },
  )
  const value = JSON.stringify({ ...entry, failed: null, confirmed: false })
  localStorage.setItem(prefix + id, value)
  return {
    key: prefix + id,
    tell: () =>
      window.dispatchEvent(
        Object.assign(new Event('storage'), { key: prefix + id, newValue: value }),
      ),
  }
}

test('an open tab takes over at once what another tab leaves behind', async () => {
  const tab = openTab(works)
  leftElsewhere('from the other tab').tell()
  await vi.waitUntil(() => tab.store.model.pending.length > 0)
  expect(tab.store.model.pending.map(({ body }) => body)).toEqual(['from the other tab'])
  expect(kept()).toEqual([])
})

test('two tabs that take over the same message make one of it', async () => {
  const tabs = [openTab(works), openTab(works)]
  leftElsewhere('once').tell()
  for (const { store } of tabs) await vi.waitUntil(() => store.model.pending.length > 0)
  await vi.waitUntil(() => kept().length === 0)
  expect(await (await works()).count('outbox')).toBe(1)
})

test('what another tab leaves while this one is taking over is not lost', async () => {
  let isOpen = () => {}
  const opening = new Promise<void>((resolve) => (isOpen = resolve))
  leftElsewhere('the first')
  const tab = openTab(() => opening.then(works))
  const second = leftElsewhere('the second')
  isOpen()
  await vi.waitUntil(() => tab.store.model.pending.length > 0)
  expect(kept()).toEqual([second.key])
})

test('a page that comes back removes only what it left itself, and takes over the rest', async () => {
  const tab = openTab(works)
  leave()
  leftElsewhere('from the other tab')
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await vi.waitUntil(() => kept().length === 0)
  await vi.waitUntil(() => tab.store.model.pending.length > 0)
  expect(tab.store.model.pending.map(({ body }) => body)).toEqual(['from the other tab'])
})

test('a tab that stopped takes over nothing more', () => {
  const tab = openTab(works)
  tab.close()
  const { key, tell } = leftElsewhere('from the other tab')
  tell()
  expect(kept()).toEqual([key])
})
