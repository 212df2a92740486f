import type { LinkHandlers } from '../link/link.ts'
import type { Store } from '../store/store.ts'

interface Hooks {
  opened: LinkHandlers['onOpen']
  closed(): void
}

/** The life of the socket as the page tells it. Being offline begins when it does, not with every failed try. */
export function followConnection(state: Store, hooks: Hooks): LinkHandlers {
  const { model } = state
  return {
    onRateLimited: state.rateLimited,
    onOpen(established) {
      model.connection = { kind: 'online' }
      state.emitChange()
      hooks.opened(established)
    },
    onOutdated(protocol) {
      hooks.closed()
      model.connection = { kind: 'outdated', protocol }
      state.emitChange()
    },
    onClosed() {
      hooks.closed()
      const { connection } = model
      if (connection.kind === 'offline' || connection.kind === 'outdated') return
      const since = connection.kind === 'online' ? performance.now() : connection.since
      model.connection = { kind: 'offline', since }
      state.emitChange()
    },
  }
}
