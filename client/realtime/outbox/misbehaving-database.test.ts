// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { unwrap } from 'idb'
import type { Message } from '../../../wire/messages.ts'
import { browserStorage } from '../../browser/browser-storage.ts'
import { databaseOf, setStoresState, SIGN_IN, deleteStoresState } from '../../browser/stores.ts'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, message } from '../../testing/fixtures.ts'
import {
  keepDatabase,
  openDatabase,
  type Database,
  type OpenDatabase,
  type StoredPending,
} from '../database/database.ts'
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
const open: (() => void)[] = []
afterEach(() => {
  // A tab that is still open would ask before the next test leaves its page.
  for (const close of open.splice(0)) close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  localStorage.clear()
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
  askToLead: () => undefined,
  stop: () => undefined,
})

const file = { kind: 'other', alt: '', width: null, height: null } as const

let seq = 0
function openTab(database: OpenDatabase, { isLeader = true, onTell = () => {} } = {}) {
  const relay = fakeLink()
  relay.on('message:send', ({ client_id, body }: Pick<Message, 'client_id' | 'body'>) =>
    message((seq += 1), { client_id, body, sender_id: ada.id }),
  )
  const store = createStore(ada)
  open.push(() => store.stopped.emit({ forget: false }))
  askBeforeLeaving(store)
  const outbox = createOutbox(store, {
    entries: createOutboxStore(database),
    leader: { ...leaderOf(isLeader), tell: onTell },
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
    const { store, write, sent } = openTab(open)
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
    const { store, write, sent } = openTab(open, { isLeader: false })
    store.caughtUp.emit()
    await write('from here')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(sent()).toEqual(['from here'])
  })

  test('holds up no discarded message, no file and no start', async () => {
    const { store, outbox, write } = openTab(open)
    await write('never mind')
    const discarded = outbox.discard(store.model.pending[0]!.client_id)
    await vi.advanceTimersByTimeAsync(5_000)
    await discarded
    expect(store.model.pending).toEqual([])

    const blobs = createBlobStore(open)
    const drafts = [{ ...file, key: 'k', blob: new Blob(['x']), name: 'x' }]
    const work = Promise.all([
      blobs.add(drafts),
      blobs.get('another'),
      blobs.placesOf('m1'),
      blobs.notePlace('m1', 'k', 'place'),
      createCache(store, open)
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
  const { store, write, sent } = openTab(async () => database)
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

test('a refusal that the database did not take at first is in it later, with its reason', async () => {
  const database = await openDatabase('ada')
  let current = database
  const entries = createOutboxStore(async () => current)
  await entries.add({
    ...{ conversation_id: 'c1', client_id: 'one', body: 'my casino', reply_to: null },
    ...{ thread_root: null, written_at: '', failed: 'in_review', confirmed: false },
  })
  current = broken(closed)
  await entries.change('one', { failed: 'filtered', reason: 'No adverts.' })
  current = database
  await entries.all()
  expect(await database.getAll('outbox')).toMatchObject([
    { failed: 'filtered', reason: 'No adverts.' },
  ])
})

const written: StoredPending = {
  ...{ conversation_id: 'c1', client_id: 'one', body: 'rash', reply_to: null },
  ...{ thread_root: null, written_at: '', failed: null, confirmed: false },
}
const takenBack = { failed: 'taken_back', withdrawn: '2026-01-10T12:00:00.000Z' } as const

test('a message that is taken back while the database does not answer stays taken back', async () => {
  const database = await openDatabase('ada')
  let current = broken(() => never())
  const entries = createOutboxStore(async () => current)
  const added = entries.add(written)
  const changed = entries.change('one', takenBack, written)
  await vi.advanceTimersByTimeAsync(5_000)
  await Promise.all([added, changed])
  current = database
  await entries.all()
  expect(await database.getAll('outbox')).toMatchObject([takenBack])
})

test('a message that another tab took back is not removed by an answer that the database did not take', async () => {
  const database = await openDatabase('ada')
  let current = database
  const entries = createOutboxStore(async () => current)
  await entries.add(written)
  current = broken(closed)
  await entries.remove('one')
  current = database
  await createOutboxStore(async () => database).change('one', takenBack)
  await entries.all()
  expect(await database.getAll('outbox')).toMatchObject([takenBack])
})

describe('a database that the browser took away', () => {
  /** A tab with two messages that its database has. */
  async function openKept(options: { isLeader?: boolean } = {}) {
    setStoresState('ada', 'here')
    let current: Database | undefined
    const onTell = vi.fn()
    const kept = keepDatabase('ada', () => tab.store.databaseLost.emit())
    const open = async () => (current = await kept())
    const tab = openTab(open, { ...options, onTell })
    const write = (body: string) => tab.outbox.add({ conversation_id: 'c1', body, reply_to: null })
    await write('first')
    await write('second')
    const inDatabase = async () => (await (await kept()).getAll('outbox')).map(({ body }) => body)
    return { ...tab, write, kept, onTell, inDatabase, current: () => current! }
  }
  type Kept = Awaited<ReturnType<typeof openKept>>

  const shown = ({ store }: Kept) =>
    store.model.pending.map(({ body, onlyHere }) => `${body}${onlyHere ? ', only here' : ''}`)
  const close = ({ current }: Kept) => forceCloseDatabase(unwrap(current()) as never)
  const clear = () =>
    new Promise((resolve) => {
      indexedDB.deleteDatabase(databaseOf('ada')).addEventListener('success', resolve)
    })
  /** Until the page has opened the next one. */
  async function reopened(tab: Kept): Promise<void> {
    const before = tab.current()
    await vi.advanceTimersByTimeAsync(1_000)
    await vi.waitUntil(() => tab.current() !== before, { interval: 1 })
  }

  test.each<[string, (tab: Kept) => unknown]>([
    ['deleted', clear],
    ['closed and deleted', (tab) => [close(tab), clear()]],
    ['closed, with all that was in it', close],
  ])('and %s gets the waiting messages again, once and in order', async (_, take) => {
    const tab = await openKept()
    expect(shown(tab)).toEqual(['first', 'second'])
    await take(tab)
    await reopened(tab)
    // What is shown may still be from before the loss.
    await vi.waitUntil(async () => (await tab.inDatabase()).length === 2, { interval: 1 })
    await vi.waitUntil(() => shown(tab).join() === 'first,second', { interval: 1 })
    expect(await tab.inDatabase()).toEqual(['first', 'second'])
    await tab.write('third')
    expect(await tab.inDatabase()).toEqual(['first', 'second', 'third'])
    expect(leaving()).toBe('leaves')
    tab.store.caughtUp.emit()
    await vi.waitUntil(() => tab.store.model.pending.length === 0, { interval: 1 })
    expect(tab.sent()).toEqual(['first', 'second', 'third'])
    expect(await tab.inDatabase()).toEqual([])
  })

  test('is not made again after the person left', async () => {
    const tab = await openKept()
    setStoresState('ada', 'leaving')
    await clear()
    deleteStoresState('ada')
    browserStorage.setItem(SIGN_IN, 'a log-out leaves this name')
    await vi.advanceTimersByTimeAsync(2_000)
    await expect(tab.kept()).rejects.toThrow('left')
    expect(await indexedDB.databases()).toEqual([])
  })

  test('and refuses at first shows that the messages are only here, and takes them later', async () => {
    const tab = await openKept({ isLeader: false })
    const open = vi.spyOn(indexedDB, 'open').mockImplementation(quota as never)
    await clear()
    await vi.advanceTimersByTimeAsync(1_000)
    await vi.waitUntil(() => shown(tab).join().includes('only here'), { interval: 1 })
    await tab.write('third')
    const all = ['first', 'second', 'third']
    expect(shown(tab)).toEqual(all.map((body) => `${body}, only here`))
    expect(leaving()).toBe('asks')
    open.mockRestore()
    tab.onTell.mockClear()
    tab.outbox.refresh()
    await vi.waitUntil(() => shown(tab).join() === all.join(), { interval: 1 })
    expect(await tab.inDatabase()).toEqual(all)
    // This tab does not send them now. The one that leads must hear of them.
    expect(tab.onTell).toHaveBeenCalled()
  })

  test('in two tabs gets each message once, also one that changed meanwhile', async () => {
    const [tab, other] = [await openKept(), await openKept({ isLeader: false })]
    other.outbox.refresh()
    await vi.waitUntil(() => shown(other).length === 4, { interval: 1 })
    tab.outbox.refresh()
    await vi.waitUntil(() => shown(tab).length === 4, { interval: 1 })
    await clear()
    const { client_id } = tab.store.model.pending[1]!
    const kept = tab.store.model.pending
      .map((one) => one.client_id)
      .filter((id) => id !== client_id)
    await tab.outbox.discard(client_id)
    await vi.advanceTimersByTimeAsync(1_000)
    const isOnlyHere = () => `${shown(tab).join()}${shown(other).join()}`.includes('only here')
    await vi.waitUntil(() => !isOnlyHere(), { interval: 1 })
    const stored = await (await tab.kept()).getAll('outbox')
    const ids = stored.map((entry) => entry.client_id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(kept))
  })
})
