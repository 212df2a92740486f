import type { LinkHandlers } from './link.ts'
import type { State } from './state.ts'

interface Hooks {
  opened: LinkHandlers['onOpen']
  closed(): void
}

/** The life of the socket as the page tells it. Being offline begins when it does, not with every failed try. */
export function followConnection(state: State, hooks: Hooks): LinkHandlers {
  const { model } = state
  return {
    onHeldUp: state.holdUp,
    onOpen(established) {
      model.connection = { kind: 'online' }
      state.touch()
      hooks.opened(established)
    },
    onClosed() {
      hooks.closed()
      const { connection } = model
      if (connection.kind === 'offline') return
      const since = connection.kind === 'online' ? performance.now() : connection.since
      model.connection = { kind: 'offline', since }
      state.touch()
    },
  }
}
