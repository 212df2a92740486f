import type { Database, StoredPending } from '../database/database.ts'

/**
 * Writes into the database what is only in this tab: an earlier write failed, or the database is new. Returns all
 * entries that are in the database afterwards. An entry that changes meanwhile stays in `here`.
 */
export async function writeAgain(
  stored: Database,
  here: Map<string, StoredPending | null>,
): Promise<StoredPending[]> {
  const changes = [...here]
  const { store, done } = stored.transaction('outbox', 'readwrite')
  const rows = await store.getAll()
  const writes = changes.map(([id, entry]) => {
    const row = rows.find(({ client_id }) => client_id === id)
    // What another tab took back meanwhile stays.
    if (entry === null) return row && !row.withdrawn && store.delete(row.order!)
    // The database gives each new entry its own place in the order of writing.
    const { order: _, ...fresh } = entry
    const { failed, confirmed, attached, reason, tried, withdrawn } = entry
    const changed = withdrawn ? { failed } : { failed, confirmed, attached, reason }
    return store.put({
      ...(row ?? fresh),
      ...changed,
      ...(tried && { tried }),
      ...(withdrawn && { withdrawn }),
    })
  })
  const [all] = await Promise.all([store.getAll(), done, ...writes])
  for (const [id, entry] of changes) if (here.get(id) === entry) here.delete(id)
  return all
}
