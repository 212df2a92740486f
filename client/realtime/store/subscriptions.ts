type Listener = () => void

/**
 * The listeners of the store: to everything, or to the changes of one id. A listener is called once for all changes
 * of a task.
 */
export function createSubscriptions() {
  const general = new Set<Listener>()
  const keyed = new Map<string, Set<Listener>>()
  let changed = new Set<string>()
  let isEverything = false
  let isScheduled = false

  function tell(): void {
    const ids = isEverything ? [...keyed.keys()] : [...changed]
    changed = new Set()
    isEverything = false
    isScheduled = false
    for (const listener of general) listener()
    for (const id of ids) for (const listener of keyed.get(id) ?? []) listener()
  }

  return {
    subscribe(listener: Listener, id?: string): () => void {
      const listeners = id === undefined ? general : (keyed.get(id) ?? new Set())
      listeners.add(listener)
      if (id !== undefined) keyed.set(id, listeners)
      return () => {
        listeners.delete(listener)
        if (id !== undefined && listeners.size === 0) keyed.delete(id)
      }
    },
    /** Without ids, the listeners of all ids are told. */
    notify(ids?: readonly string[]): void {
      if (ids === undefined) isEverything = true
      else for (const id of ids) changed.add(id)
      if (isScheduled) return
      isScheduled = true
      queueMicrotask(tell)
    },
  }
}
