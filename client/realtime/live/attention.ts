import type { Store } from '../store/store.ts'

/**
 * Which conversations are being looked at, in any tab of this browser. A tab says so by holding a lock, which ends with
 * the tab however that ends. Without Web Locks it knows of itself alone.
 */
export function createAttention(state: Store) {
  const { model } = state
  const { locks } = navigator as { locks?: LockManager | null }
  const nameOf = (id: string) => `parley-looking-${model.me.id}-${id}`
  const held = new Map<string, AbortController>()

  const isHere = () => document.visibilityState === 'visible' && document.hasFocus()
  const isLooking = (id: string) => model.views.has(id) && isHere()

  function hold(id: string): void {
    const ending = new AbortController()
    held.set(id, ending)
    const { signal } = ending
    locks
      ?.request(nameOf(id), { mode: 'shared', signal }, async () => {
        if (signal.aborted) return
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      })
      // Looked away before it was granted.
      .catch(() => undefined)
  }

  function update(): void {
    for (const [id, ending] of held) {
      if (isLooking(id)) continue
      ending.abort()
      held.delete(id)
    }
    for (const id of model.views.keys()) if (isLooking(id) && !held.has(id)) hold(id)
  }
  window.addEventListener('focus', update)
  window.addEventListener('blur', update)
  document.addEventListener('visibilitychange', update)
  const unsubscribe = state.subscribe(update)

  return {
    async isLookedAt(id: string): Promise<boolean> {
      if (isLooking(id)) return true
      const all = (await locks?.query())?.held ?? []
      return all.some(({ name }) => name === nameOf(id))
    },
    stop(): void {
      window.removeEventListener('focus', update)
      window.removeEventListener('blur', update)
      document.removeEventListener('visibilitychange', update)
      unsubscribe()
      for (const ending of held.values()) ending.abort()
      held.clear()
    },
  }
}
