import type { LinkHandlers } from '../link/link.ts'
import type { Store } from '../store/store.ts'

/** Puts the life of the socket into the store. Being offline begins with the first failure, not with each later one. */
export function followConnection(store: Store): LinkHandlers {
  const { model } = store
  return {
    onRateLimited: store.rateLimited,
    onOpen(established) {
      model.connection = { kind: 'online' }
      store.emitChange()
      store.connected.emit(established)
    },
    onOutdated(protocol) {
      model.connection = { kind: 'outdated', protocol }
      store.emitChange()
    },
    onClosed() {
      store.disconnected.emit()
      const { connection } = model
      if (connection.kind === 'offline' || connection.kind === 'outdated') return
      const since = connection.kind === 'online' ? performance.now() : connection.since
      model.connection = { kind: 'offline', since }
      store.emitChange()
    },
  }
}
