import { createCommands } from './commands.ts'
import { deleteDatabase } from './database.ts'
import { createDevices } from './devices.ts'
import { createGroups } from './groups.ts'
import { createMessageChanges } from './message-changes.ts'
import type { Messenger } from './model.ts'
import { createParts, type MessengerOptions } from './parts.ts'

/** The life of a messenger around its parts, and what the screens can ask of them. */
export function createMessenger(options: MessengerOptions): Messenger {
  const stopped = new AbortController()
  let listed: Promise<void> = Promise.resolve()
  const parts = createParts(options, { stopped: stopped.signal, listed: () => listed })
  const { state, call, background, database, link, drafts, conversations } = parts

  return {
    getState: state.getState,
    subscribe: state.subscribe,
    start() {
      parts.outbox.refresh()
      // What this browser kept comes first: it is on the screen while the server is asked.
      const begin = () => {
        state.touch()
        listed = conversations.loadFirst()
        // As of about now: what changes until there is a connection is then not missed.
        if (state.model.asOf === null) void parts.renames.load()
        link.start()
      }
      parts.cache.read().then(begin, begin)
    },
    async stop({ forget } = { forget: false }) {
      stopped.abort()
      link.stop()
      const { sync, marks, typing, presence, outbox, renames, cache, attention } = parts
      for (const part of [sync, marks, typing, presence, outbox, renames, cache, attention]) {
        part.stop()
      }
      drafts.stop({ forget })
      await database.then((open) => open.close()).catch(() => undefined)
      if (forget) await deleteDatabase(options.user.id)
    },
    ...createCommands(parts),
    ...createGroups(options.user.id, { call, conversations }),
    ...createDevices(call, background),
    ...createMessageChanges(call, { changed: parts.stored.change, behind: parts.behind }),
  }
}
