const DELAY_MS = 300

/** Unsent text, kept in this browser until it is sent or the person logs out. */
export function createDrafts(userId: string) {
  const prefix = `parley-draft:${userId}:`
  const unsaved = new Map<string, string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function save(): void {
    clearTimeout(timer)
    timer = undefined
    for (const [id, text] of unsaved) {
      if (text === '') localStorage.removeItem(prefix + id)
      else localStorage.setItem(prefix + id, text)
    }
    unsaved.clear()
  }
  window.addEventListener('pagehide', save)

  return {
    get: (id: string): string => unsaved.get(id) ?? localStorage.getItem(prefix + id) ?? '',
    set(id: string, text: string): void {
      unsaved.set(id, text)
      timer ??= setTimeout(save, DELAY_MS)
    },
    stop({ forget }: { forget: boolean }): void {
      window.removeEventListener('pagehide', save)
      save()
      if (!forget) return
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(prefix)) localStorage.removeItem(key)
      }
    },
  }
}
