import type { Freshness } from '../store/messenger-state.ts'
import type { Store } from '../store/store.ts'

/** Says how new the logs are. The screens read nothing for a person that came while nobody could watch it arriving. */
export function createFreshness(store: Store) {
  const { model } = store
  let settling: ReturnType<typeof setTimeout> | undefined

  function become(freshness: Freshness): void {
    clearTimeout(settling)
    if (model.freshness === freshness) return
    model.freshness = freshness
    store.emitChange()
  }

  store.disconnected.subscribe(() => become('stored'))
  store.stopped.subscribe(() => clearTimeout(settling))

  return {
    become,
    /** After a sync, in the next task: the screens have then drawn what came as something that nobody watched arriving. */
    settle(): void {
      clearTimeout(settling)
      if (model.freshness !== 'syncing') return
      settling = setTimeout(() => {
        become('current')
        store.synced.emit()
      })
    },
  }
}
