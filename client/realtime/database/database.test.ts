import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { databaseOf } from '../../browser/stores.ts'
import { openDatabase } from './database.ts'

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()))
afterEach(() => vi.unstubAllGlobals())

const entry = {
  ...{ client_id: 'one', conversation_id: 'c1', body: 'kept', reply_to: null },
  ...{ written_at: '2026-01-01T00:00:00.000Z', failed: null, confirmed: false },
}

test('a new database has every store', async () => {
  const database = await openDatabase('ada')
  expect([...database.objectStoreNames]).toEqual([
    'blobs',
    'list',
    'outbox',
    'pages',
    'pieces',
    'played',
    'recordings',
  ])
  database.close()
})

test.each([
  ['has no stores', 1, []],
  ['lacks its pages', 5, ['list', 'outbox']],
  ['has everything', 5, ['list', 'outbox', 'pages']],
  ['has only a store of another program', 3, ['other']],
])('an older database that %s is mended, and keeps its outbox', async (_, version, names) => {
  const older = await openDB(databaseOf('ada'), version, {
    upgrade(made) {
      for (const name of names) {
        const store = made.createObjectStore(name, { keyPath: 'order', autoIncrement: true })
        if (name === 'outbox') store.createIndex('client_id', 'client_id', { unique: true })
      }
    },
  })
  if (names.includes('outbox')) await older.add('outbox', entry)
  older.close()
  const database = await openDatabase('ada')
  const before = await database.getAll('outbox')
  expect(before.map(({ body }) => body)).toEqual(names.includes('outbox') ? ['kept'] : [])
  await database.add('outbox', { ...entry, client_id: 'two' })
  expect(await database.getFromIndex('outbox', 'client_id', 'two')).toBeDefined()
  for (const name of ['list', 'pages', 'blobs', 'recordings', 'pieces', 'played'] as const)
    expect(await database.getAll(name)).toEqual([])
  database.close()
})
