import { hasAttention } from '../../browser/attention.ts'
import { ownName } from '../../browser/place.ts'
import { createPatience } from '../database/patience.ts'
import type { Store } from '../store/store.ts'

/**
 * Which conversations are being looked at, in any tab of this browser. A tab says so by holding a Web Lock, which ends
 * with the tab however that ends. Without Web Locks a tab knows only of itself.
 */
export function createAttention(store: Store) {
  const { model } = store
  const { locks } = navigator as { locks?: LockManager | null }
  const inTime = createPatience()
  const nameOf = (id: string) => ownName(`parley-looking-${model.me.id}-${id}`)
  /** The conversations this tab has locked, with what releases each lock. */
  const locked = new Map<string, AbortController>()

  const isLooking = (id: string) => model.views.has(id) && hasAttention()

  function lock(id: string): void {
    const ending = new AbortController()
    locked.set(id, ending)
    const { signal } = ending
    locks
      ?.request(nameOf(id), { mode: 'shared', signal }, async () => {
        if (signal.aborted) return
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      })
      // The person looked away before the lock was granted.
      .catch(() => undefined)
  }

  function update(): void {
    for (const [id, ending] of locked) {
      if (isLooking(id)) continue
      ending.abort()
      locked.delete(id)
    }
    for (const id of model.views.keys()) if (isLooking(id) && !locked.has(id)) lock(id)
  }
  window.addEventListener('focus', update)
  window.addEventListener('blur', update)
  document.addEventListener('visibilitychange', update)
  const unsubscribe = store.subscribe(update)

  store.stopped.subscribe(() => {
    window.removeEventListener('focus', update)
    window.removeEventListener('blur', update)
    document.removeEventListener('visibilitychange', update)
    unsubscribe()
    for (const ending of locked.values()) ending.abort()
    locked.clear()
  })

  return {
    async isLookedAt(id: string): Promise<boolean> {
      if (isLooking(id)) return true
      const found = locks && (await inTime(locks.query()).catch(() => undefined))
      return (found?.held ?? []).some(({ name }) => name === nameOf(id))
    },
  }
}
