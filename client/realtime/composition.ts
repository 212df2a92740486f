import { createKnownPeople } from './live/names.ts'
import type { Message } from '../../wire/messages.ts'
import type { OwnProfile } from '../../wire/people.ts'
import { api, signedInApi, type Api } from '../requests/http.ts'
import type { SessionController } from '../session/model.ts'
import { createNotifications } from './live/notifications.ts'
import { createAttention } from './live/attention.ts'
import { createBlocks } from './live/blocks.ts'
import { createThreads } from './timeline/threads.ts'
import { patientApi } from '../requests/patience.ts'
import { followConnection } from './live/connection.ts'
import { createCache } from './store/cache.ts'
import { createConversations } from './sync/conversations.ts'
import { openDatabase } from './database/database.ts'
import { createDrafts } from './live/drafts.ts'
import { createLink } from './link/link.ts'
import { createReceipts } from './live/receipts.ts'
import { createOutbox } from './outbox/outbox.ts'
import { createOutboxStore } from './outbox/outbox-store.ts'
import { createLeader } from './outbox/leader.ts'
import { createPresence } from './live/presence.ts'
import { createQuoted } from './timeline/quoted.ts'
import { listen } from './pushes.ts'
import { createRenames } from './live/renames.ts'
import { openWire, type Wire } from './link/socket.ts'
import { createStore } from './store/store.ts'
import { createOwnMessages } from './sync/own-messages.ts'
import { createSync } from './sync/sync.ts'
import { createTimelines } from './timeline/timelines.ts'
import { createUpkeep } from './upkeep.ts'
import { createTyping } from './live/typing.ts'

export interface MessengerOptions {
  user: OwnProfile
  session: SessionController
  call?: Api
  wire?: Wire
}

interface Life {
  stopped: AbortSignal
  /** The list was asked for by HTTP, and came or did not. */
  listed(): Promise<unknown>
}

/** Puts the parts together; each of them knows the model and only those parts that it is handed here. */
export function createParts(
  { user, session, ...options }: MessengerOptions,
  { stopped, listed }: Life,
) {
  const call = signedInApi(session, options.call ?? api)
  const state = createStore(user)
  const background = patientApi(call, stopped, state.rateLimited)
  const { model } = state
  const database = openDatabase(user.id)
  const cache = createCache(state, database)

  const link = createLink(
    session,
    followConnection(state, {
      opened({ epoch, server_time }) {
        arrivals.onOpen(server_time)
        sync.onOpen(epoch)
      },
      closed: () => outbox.pause(),
    }),
    options.wire ?? openWire(),
  )

  const { changed, removed, caughtUp } = createUpkeep(state, () => parts)
  const behind = () => sync.sync()
  const conversations = createConversations(state, background, { changed, removed, behind })
  const fetch = (id: string) => void conversations.fetch(id).catch(() => undefined)

  const marks = createReceipts(state, link)
  const typing = createTyping(state, link)
  const presence = createPresence(state, link)
  const stored = createOwnMessages(state, {
    received: (messages) => received(messages),
    fetch,
    changed,
    behind,
  })
  const timelines = createTimelines(state, link, background, {
    opened(id) {
      marks.opened(id)
      return cache.open(id)
    },
    fetch: conversations.fetch,
    behind,
  })
  const outbox = createOutbox({
    me: user.id,
    store: createOutboxStore(database),
    tabs: createLeader(user.id),
    link,
    stored: stored.add,
    changed(pending) {
      model.pending = pending
      state.emitChange()
    },
  })
  const threads = createThreads(state, background)
  const quoted = createQuoted(state, background)
  const received = (messages: readonly Message[]) => {
    threads.received(messages)
    quoted.received(messages)
  }
  const blocks = createBlocks(state, call, background)
  const attention = createAttention(state)
  const arrivals = createNotifications(state, {
    isBlocked: blocks.isBlocked,
    isLookedAt: attention.isLookedAt,
    isSpeaker: outbox.isSender,
  })
  const drafts = createDrafts(user.id, background, {
    kept: (id) => model.logs.get(id)?.conversation.me.draft,
    saved: (conversation) => conversations.adopt([conversation]),
  })
  const knownPeople = createKnownPeople(state, link, background)
  const renames = createRenames(state, background, changed)
  const sync = createSync(state, link, {
    listed,
    fetch,
    changed,
    removed,
    received,
    missed: arrivals.caughtUp,
    reset(id) {
      threads.reset([id])
      quoted.reset([id])
    },
    caughtUp,
  })
  const parts = {
    state,
    call,
    background,
    database,
    cache,
    link,
    behind,
    stored,
    conversations,
    timelines,
    threads,
    quoted,
    outbox,
    marks,
    typing,
    presence,
    drafts,
    blocks,
    attention,
    arrivals,
    knownPeople,
    renames,
    sync,
  }
  listen(link, parts)
  return parts
}
