const DELAY_MS = 300

/** Drafts that the server does not have yet, stored in this browser. An empty one means: delete the server's. */
export function createDraftStore(userId: string) {
  const prefix = `parley-draft:${userId}:`
  const unsaved = new Map<string, string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const keys = () =>
    Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i)!).filter((key) =>
      key.startsWith(prefix),
    )
  const get = (id: string): string | null => unsaved.get(id) ?? localStorage.getItem(prefix + id)

  function save(): void {
    clearTimeout(timer)
    timer = undefined
    for (const [id, text] of unsaved) localStorage.setItem(prefix + id, text)
    unsaved.clear()
  }
  function forget(id: string): void {
    unsaved.delete(id)
    localStorage.removeItem(prefix + id)
  }

  return {
    /** Null when the server has the newest draft. */
    get,
    set(id: string, text: string): void {
      unsaved.set(id, text)
      timer ??= setTimeout(save, DELAY_MS)
    },
    save,
    forget,
    ids: (): string[] => [
      ...new Set([...unsaved.keys(), ...keys().map((key) => key.slice(prefix.length))]),
    ],
    /** The server has this draft now. What was typed since stays. */
    settle(id: string, text: string): void {
      if (get(id) === text) forget(id)
    },
    clear(): void {
      unsaved.clear()
      for (const key of keys()) localStorage.removeItem(key)
    },
  }
}
