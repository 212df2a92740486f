import type { OwnProfile } from '../../wire/people.ts'
import { setStoresState } from '../browser/stores.ts'
import { api, signedInApi, type Api } from '../requests/http.ts'
import { patientApi } from '../requests/patience.ts'
import type { SessionController } from '../session/model.ts'
import { keepDatabase } from './database/database.ts'
import { createLink } from './link/link.ts'
import { openWire, type Wire } from './link/socket.ts'
import { createAttention } from './live/attention.ts'
import { createBlocks } from './live/blocks.ts'
import { followConnection } from './live/connection.ts'
import { createDrafts } from './live/drafts.ts'
import { createKnownPeople } from './live/names.ts'
import { createNotifications } from './live/notifications.ts'
import { createPresence } from './live/presence.ts'
import { createReceipts } from './live/receipts.ts'
import { createRenames } from './live/renames.ts'
import { createTyping } from './live/typing.ts'
import { createLeader } from './outbox/leader.ts'
import { createOutboxStore } from './outbox/outbox-store.ts'
import { createOutbox } from './outbox/outbox.ts'
import { createCache } from './store/cache.ts'
import { createStore } from './store/store.ts'
import { createConversations } from './sync/conversations.ts'
import { createOwnMessages } from './sync/own-messages.ts'
import { createSync } from './sync/sync.ts'
import { createQuoted } from './timeline/quoted.ts'
import { createThreads } from './timeline/threads.ts'
import { createTimelines } from './timeline/timelines.ts'

export interface MessengerOptions {
  user: OwnProfile
  session: SessionController
  call?: Api
  /** Calls the relay's tus server. Tests give their own. */
  tus?: Api
  wire?: Wire
}

/**
 * The modules of the core. Each is made from those above it. A module subscribes in its own file to the events of the
 * store and the link, also to `stopped`. A new module is one line here. If a slice uses it, it also stands in the
 * returned list.
 */
export function compose({ user, session, ...options }: MessengerOptions) {
  const store = createStore(user)
  const call = signedInApi(user.id, session, options.call ?? api)
  const stopped = new AbortController()
  store.stopped.subscribe(() => stopped.abort())
  const background = patientApi(call, stopped.signal, store.rateLimited)
  setStoresState(user.id, 'here')
  const database = keepDatabase(user.id, store.databaseLost.emit)
  const wire = options.wire ?? openWire(user.id)
  const link = createLink(session, followConnection(store), wire, user.id)
  store.stopped.subscribe(link.stop)

  const typing = createTyping(store, link)
  const conversations = createConversations(store, { call: background, link })
  const ownMessages = createOwnMessages(store, conversations.fetchUnknown)
  const outbox = createOutbox(store, {
    entries: createOutboxStore(database),
    leader: createLeader(user.id, link.isOpen),
    link,
    onStored: ownMessages.add,
  })
  const cache = createCache(store, database)
  const receipts = createReceipts(store, link)
  const timelines = createTimelines(store, {
    link,
    call: background,
    noteOpened: cache.open,
    fetch: conversations.fetch,
    receipts,
  })
  const threads = createThreads(store, background)
  const quoted = createQuoted(store, background)
  const presence = createPresence(store, link)
  const blocks = createBlocks(store, { call, background, link })
  const attention = createAttention(store)
  const drafts = createDrafts(store, { call: background, adopt: conversations.adopt })
  createKnownPeople(store, { call: background, link })
  const renames = createRenames(store, { call: background, link })
  createSync(store, { link, conversations })
  const notifications = createNotifications(store, {
    link,
    isBlocked: blocks.isBlocked,
    isLookedAt: attention.isLookedAt,
    isLeader: outbox.isLeader,
  })

  return {
    store,
    call,
    background,
    database,
    link,
    typing,
    conversations,
    ownMessages,
    outbox,
    cache,
    timelines,
    threads,
    quoted,
    receipts,
    presence,
    blocks,
    drafts,
    renames,
    notifications,
  }
}
