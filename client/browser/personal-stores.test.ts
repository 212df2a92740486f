// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { storeBegun, takeBegun } from './begun.ts'
import { countUnsent, forgetPeople } from './personal-stores.ts'
import { setStoresState } from './stores.ts'

const nobody = () => false
let disk: IDBFactory
beforeEach(() => {
  disk = new IDBFactory()
  vi.stubGlobal('indexedDB', disk)
  localStorage.clear()
})
afterEach(() => vi.unstubAllGlobals())

const names = async () => (await disk.databases()).map(({ name }) => name)

/** The stores of a person, with so many messages in the outbox. The connection stays open unless it is told to close. */
async function work(id: string, unsent = 1) {
  setStoresState(id, 'here')
  const database = await openDB(`parley-${id}`, 1, {
    upgrade(made) {
      made.createObjectStore('outbox', { autoIncrement: true })
      made.createObjectStore('pages', { autoIncrement: true })
    },
  })
  for (let i = 0; i < unsent; i++) await database.add('outbox', { body: `unsent ${i}` })
  await database.add('pages', { messages: ['secret'] })
  return database
}

test('a tab that sleeps holds up the deletion of a database, but not of what is in it', async () => {
  const asleep = await work('ada')
  void forgetPeople(nobody)
  await vi.waitUntil(async () => (await asleep.count('pages')) === 0)
  expect(await asleep.count('outbox')).toBe(0)
  expect(localStorage.getItem('parley-person:ada')).toBe('leaving')
  asleep.close()
  await vi.waitUntil(async () => (await names()).length === 0)
  await vi.waitUntil(() => localStorage.length === 0)
})

test('a person who signs in again in the meantime keeps their new stores', async () => {
  const other = await work('ada')
  const open = disk.open.bind(disk)
  vi.spyOn(disk, 'open').mockImplementation((name) => {
    setStoresState('ada', 'here')
    return open(name)
  })
  await forgetPeople(nobody)
  expect(await other.count('outbox')).toBe(1)
  expect(localStorage.getItem('parley-person:ada')).toBe('here')
})

test('what a closed browser did not finish is deleted at the next start', async () => {
  ;(await work('ada')).close()
  setStoresState('ada', 'leaving')
  await forgetPeople(nobody)
  expect(await names()).toEqual([])
  expect(localStorage).toHaveLength(0)
})

test.each([
  ['does not list its databases', undefined],
  ['refuses to list them', () => Promise.reject(new Error('not here'))],
])('a browser that %s forgets everybody who was marked', async (_, databases) => {
  ;(await work('ada')).close()
  ;(await work('ben')).close()
  Object.defineProperty(disk, 'databases', { value: databases, configurable: true })
  await forgetPeople((id) => id === 'ben')
  Reflect.deleteProperty(disk, 'databases')
  expect(await names()).toEqual(['parley-ben'])
})

test('databases of an earlier version of the page are found without a state', async () => {
  ;(await work('ada')).close()
  localStorage.clear()
  await forgetPeople(nobody)
  expect(await names()).toEqual([])
})

test('nobody who left nothing gets a database', async () => {
  localStorage.setItem('parley-draft:ada:c1', 'a draft')
  await forgetPeople(nobody)
  expect([await names(), localStorage.length]).toEqual([[], 0])
})

test('unsent messages are counted, and reading them makes no database', async () => {
  expect(await countUnsent()).toBe(0)
  ;(await work('ada', 3)).close()
  setStoresState('cleo', 'here')
  expect(await countUnsent()).toBe(3)
  expect(await names()).toEqual(['parley-ada'])
})

test('a message that was taken back counts as nothing that would be lost', async () => {
  const open = await work('ada', 2)
  await open.add('outbox', { body: 'rash', withdrawn: '2026-01-10T12:00:00.000Z' })
  expect(await countUnsent()).toBe(2)
  open.close()
})

test('what the leaving person had begun in this tab goes, and that of another one stays', async () => {
  const begun = { conversation_id: 'c1', thread_root: null, about: null, chosen: [] }
  for (const [id, left] of [
    ['ada', 0],
    ['ben', 1],
  ] as const) {
    storeBegun(id, [begun])
    await forgetPeople((who) => who === 'ben')
    expect(takeBegun(id)).toHaveLength(left)
  }
})

test('the next person of a tab gets nothing that another one had begun, and it is gone', () => {
  storeBegun('ada', [{ conversation_id: 'c1', thread_root: null, about: null, chosen: [] }])
  expect(takeBegun('ben')).toEqual([])
  expect(takeBegun('ada')).toEqual([])
})
