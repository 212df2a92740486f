import type { OpenDatabase } from '../realtime/database/database.ts'

/** The most messages that are remembered. The oldest go first. */
const MOST = 1_000

/** Which voice messages this person has played in this browser. */
export function createPlayed(database: OpenDatabase) {
  const listeners = new Set<() => void>()
  let played: ReadonlySet<string> = new Set()

  function show(next: ReadonlySet<string>): void {
    played = next
    for (const listener of listeners) listener()
  }

  async function read(): Promise<void> {
    const rows = await (await database()).getAll('played')
    show(new Set([...rows.map(({ file_id }) => file_id), ...played]))
  }

  async function store(fileId: string, all: ReadonlySet<string>): Promise<void> {
    const transaction = (await database()).transaction('played', 'readwrite')
    // The browser may have deleted the database meanwhile, with all marks.
    const isNew = (await transaction.store.count()) === 0
    for (const id of isNew ? all : [fileId]) await transaction.store.add({ file_id: id })
    if ((await transaction.store.count()) > MOST) {
      const [oldest] = await transaction.store.getAllKeys(null, 1)
      if (oldest !== undefined) await transaction.store.delete(oldest)
    }
    await transaction.done
  }

  // Without a database they are remembered as long as the page lives.
  read().catch(() => undefined)
  return {
    get: (): ReadonlySet<string> => played,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(fileId: string): void {
      if (played.has(fileId)) return
      show(new Set([...played, fileId]))
      store(fileId, played).catch(() => undefined)
    },
  }
}
export type Played = ReturnType<typeof createPlayed>
