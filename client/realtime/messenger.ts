import type { OwnProfile } from '../../wire/people.ts'
import { api, signedInApi, type Api } from '../session/http.ts'
import type { SessionController } from '../session/model.ts'
import { createCache } from './cache.ts'
import { createCommands } from './commands.ts'
import { createConversations } from './conversations.ts'
import { deleteDatabase, openDatabase } from './database.ts'
import { createDrafts } from './drafts.ts'
import { createLink } from './link.ts'
import { createMarks } from './marks.ts'
import type { Messenger } from './model.ts'
import { createOutbox } from './outbox.ts'
import { createOutboxStore } from './outbox-store.ts'
import { createOutboxTabs } from './outbox-tabs.ts'
import { createPresence } from './presence.ts'
import { listen } from './pushes.ts'
import { openWire, type Wire } from './socket.ts'
import { createState } from './state.ts'
import { createStored } from './stored.ts'
import { createSync } from './sync.ts'
import { createTimelines } from './timelines.ts'
import { createTyping } from './typing.ts'

export interface MessengerOptions {
  user: OwnProfile
  session: SessionController
  call?: Api
  wire?: Wire
}

/** Puts the parts together; each of them knows the model and only those parts that it is handed here. */
export function createMessenger({ user, session, ...options }: MessengerOptions): Messenger {
  const call = signedInApi(session, options.call ?? api)
  const state = createState(user)
  const { model } = state
  const database = openDatabase(user.id)
  const cache = createCache(model, database)
  const drafts = createDrafts(user.id)
  let listed: Promise<void> = Promise.resolve()

  const link = createLink(
    session,
    {
      onOpen({ epoch }) {
        model.connection = { kind: 'online' }
        state.touch()
        sync.onOpen(epoch)
      },
      onClosed() {
        outbox.pause()
        if (model.connection.kind === 'offline') return
        const since =
          model.connection.kind === 'online' ? performance.now() : model.connection.since
        model.connection = { kind: 'offline', since }
        state.touch()
      },
    },
    options.wire ?? openWire(),
  )

  const changed = (ids: Iterable<string>) => {
    for (const id of ids) {
      stored.confirm(id)
      timelines.noticed(id)
      marks.noticed(id)
    }
    presence.noticed()
    cache.noticed()
  }
  const removed = (ids: readonly string[]) => {
    for (const id of ids) {
      model.logs.delete(id)
      marks.forget(id)
      timelines.dropped(id)
    }
    if (ids.length === 0) return
    cache.noticed()
    state.touch()
  }
  const behind = () => sync.sync()
  const conversations = createConversations(state, call, { changed, removed, behind })
  const fetch = (id: string) => void conversations.fetch(id).catch(() => undefined)

  const marks = createMarks(state, link)
  const typing = createTyping(state, link)
  const presence = createPresence(state, link)
  const stored = createStored(state, { fetch, changed, behind })
  const timelines = createTimelines(state, link, call, {
    opened: cache.open,
    fetch: conversations.fetch,
    behind,
  })
  const outbox = createOutbox({
    me: user.id,
    store: createOutboxStore(database),
    tabs: createOutboxTabs(user.id),
    link,
    stored: stored.add,
    changed(pending) {
      model.pending = pending
      state.touch()
    },
  })
  const sync = createSync(state, link, {
    listed: () => listed,
    fetch,
    changed,
    removed,
    caughtUp() {
      outbox.resume()
      marks.resume()
      presence.resume()
      timelines.resume()
      void conversations.resume()
    },
  })
  listen(link, { sync, marks, typing, presence, conversations, fetch })

  return {
    getState: state.getState,
    subscribe: state.subscribe,
    start() {
      outbox.refresh()
      // What this browser kept comes first: it is on the screen while the server is asked.
      const begin = () => {
        state.touch()
        listed = conversations.loadFirst()
        link.start()
      }
      cache.read().then(begin, begin)
    },
    async stop({ forget } = { forget: false }) {
      link.stop()
      for (const part of [sync, marks, typing, presence, outbox, cache]) part.stop()
      drafts.stop({ forget })
      await database.then((open) => open.close()).catch(() => undefined)
      if (forget) await deleteDatabase(user.id)
    },
    ...createCommands({ state, call, conversations, timelines, outbox, marks, typing, drafts }),
  }
}
