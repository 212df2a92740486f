import { begunBy, forgetBegun } from './begun.ts'
import { browserStorage } from './browser-storage.ts'
import {
  databaseOf,
  draftsOf,
  emojiOf,
  hasStoresState,
  setStoresState,
  peopleWithStores,
  settingKey,
  deleteStoresState,
  WELCOME,
} from './stores.ts'

/**
 * Deletes what people left in this browser, except those who stay. `stays` is asked at the moment of deleting, because
 * another tab may have signed somebody in meanwhile. Stores that could not be deleted keep the state `leaving`, and the
 * next call tries again.
 */
export async function forgetPeople(stays: (userId: string) => boolean): Promise<void> {
  const begun = begunBy()
  // Another tab may have deleted everything else of this person.
  if (begun !== undefined && !stays(begun)) forgetBegun()
  const leaving = (await peopleWithStores()).filter((id) => !stays(id))
  await Promise.all(leaving.map(forget))
}

export const forgetNewAccount = () => browserStorage.removeItem(settingKey(WELCOME))

async function forget(userId: string): Promise<void> {
  const isLeaving = () => hasStoresState(userId, 'leaving')
  setStoresState(userId, 'leaving')
  for (const key of browserStorage.keys()) {
    if (key.startsWith(draftsOf(userId))) browserStorage.removeItem(key)
  }
  browserStorage.removeItem(emojiOf(userId))
  const name = databaseOf(userId)
  // A tab that sleeps can hold up the deletion for as long as it sleeps. So the messages are deleted first.
  const database = await openAsItIs(name)
  if (database !== null && isLeaving()) await empty(database)
  database?.close()
  // The person may have signed in again meanwhile. Then this is their new database.
  if (isLeaving()) await settled(indexedDB.deleteDatabase(name))
  if (isLeaving()) deleteStoresState(userId)
}

/** The messages that would be lost with the stores of this browser. */
export async function countUnsent(): Promise<number> {
  const counts = (await peopleWithStores()).map(async (id) => {
    const database = await openAsItIs(databaseOf(id))
    if (!database?.objectStoreNames.contains('outbox')) return 0
    const entries = await settled(database.transaction('outbox').objectStore('outbox').getAll())
    database.close()
    // Nobody misses what was taken back.
    return (entries as { withdrawn?: string }[]).filter(({ withdrawn }) => !withdrawn).length
  })
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}

/** Null when there is no such database. */
function openAsItIs(name: string): Promise<IDBDatabase | null> {
  const request = indexedDB.open(name)
  // There is none, so one would be made.
  request.addEventListener('upgradeneeded', () => request.transaction?.abort())
  return settled(request).then(
    (database) => {
      database.addEventListener('versionchange', () => database.close())
      return database
    },
    () => null,
  )
}

function empty(database: IDBDatabase): Promise<void> {
  const names = [...database.objectStoreNames]
  if (names.length === 0) return Promise.resolve()
  const transaction = database.transaction(names, 'readwrite')
  for (const name of names) transaction.objectStore(name).clear()
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error))
  })
}

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
