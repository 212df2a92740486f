import type { Conversation } from '../../../wire/conversations.ts'
import { lastOf } from './last-of.ts'
import type { MessengerState, Timeline } from './messenger-state.ts'
import type { Model } from './model.ts'
import type { PendingMessage } from './pending-message.ts'
import { createTimelineView, type Shown } from './timeline-view.ts'

/** Makes the state that the screens show. What did not change is the same object as before, so that it is not drawn again. */
export function createSnapshots(model: Model, conversations: () => readonly Conversation[]) {
  const list = lastOf(
    (
      status: Model['listStatus'],
      items: readonly Conversation[],
      hasMore: boolean,
    ): MessengerState['conversations'] => ({ status, items, hasMore }),
  )
  const newestUnsent = lastOf(
    (pending: readonly PendingMessage[]): MessengerState['unsentByConversation'] =>
      Object.fromEntries(pending.map((one) => [one.conversation_id, one])),
  )
  const timelines = createRecord()
  const threads = createRecord()

  return (): MessengerState => {
    const {
      me,
      connection,
      rateLimitedUntil,
      serverClock,
      typing,
      presence,
      blocked,
      people,
      quoted,
    } = model
    return {
      me,
      connection,
      rateLimitedUntil,
      serverClock,
      typing,
      presence,
      blocked,
      people,
      quoted,
      unsent: model.pending.length,
      waiting: model.pending.filter(({ state }) => isWaiting(state.kind)).length,
      unsentByConversation: newestUnsent(model.pending),
      conversations: list(model.listStatus, conversations(), model.listCursor !== null),
      timelines: timelines(model.views, (view, id) => ({
        model,
        conversationId: id,
        threadRoot: null,
        root: null,
        paging: view,
        source: model.logs.get(id),
        readUpTo: view.readUpTo ?? 0,
      })),
      threads: threads(model.threads, (thread, id) => ({
        model,
        conversationId: thread.conversationId,
        threadRoot: id,
        root: thread.root,
        paging: thread,
        source: thread,
        readUpTo: model.views.get(thread.conversationId)?.readUpTo ?? 0,
      })),
    }
  }
}

const isWaiting = (kind: PendingMessage['state']['kind']) =>
  kind === 'waiting' || kind === 'sending'

/** The timelines of what is open, by id. Each view lives for as long as its conversation or thread is open. */
function createRecord() {
  const entries = new Map<string, ReturnType<typeof createEntry>>()
  const recordOf = lastOf((...all: Entry[]) => Object.fromEntries(all))
  return <T>(open: ReadonlyMap<string, T>, describe: (one: T, id: string) => Shown) => {
    for (const id of entries.keys()) if (!open.has(id)) entries.delete(id)
    for (const id of open.keys()) if (!entries.has(id)) entries.set(id, createEntry(id))
    return recordOf(...[...open].map(([id, one]) => entries.get(id)!(describe(one, id))))
  }
}

type Entry = readonly [id: string, timeline: Timeline]

function createEntry(id: string) {
  const view = createTimelineView()
  const entryOf = lastOf((timeline: Timeline): Entry => [id, timeline])
  return (shown: Shown) => entryOf(view(shown))
}
