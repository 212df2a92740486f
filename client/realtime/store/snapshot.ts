import type { Conversation } from '../../../wire/conversations.ts'
import { isRoom, type ConversationLog } from '../log/conversation-log.ts'
import { lastOf } from './last-of.ts'
import type { MessengerState, Timeline } from './messenger-state.ts'
import { atTheEnd, type Model, type Paging, type View } from './model.ts'
import type { PendingMessage } from './pending-message.ts'
import { mineOf } from '../log/counts.ts'
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
  const shownOf = (
    id: string,
    paging: Paging,
    { readUpTo, isJoining }: Pick<View, 'readUpTo' | 'isJoining'>,
  ): Shown => ({
    model,
    conversationId: id,
    threadRoot: null,
    root: null,
    paging,
    source: model.logs.get(id),
    readUpTo: readUpTo ?? 0,
    isJoining,
  })

  function take(): MessengerState {
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
      timelines: timelines.of(model.views, (view, id) => shownOf(id, view, view)),
      threads: threads.of(model.threads, (thread, id) => ({
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

  /**
   * What the screen shows of a conversation as soon as it is opened. The timeline is this same object after that, so
   * that nothing is drawn twice. Undefined: no message of it is loaded.
   */
  function beforeOpening(id: string): Timeline | undefined {
    const log = model.logs.get(id)
    if (log?.history.kind !== 'loaded') return undefined
    return timelines.one(
      id,
      shownOf(id, atTheEnd, { readUpTo: readUpToOf(log), isJoining: isRoom(log) }),
    )
  }
  return { take, beforeOpening }
}

/** How far a person who opens the conversation now has read it. */
export const readUpToOf = ({ conversation }: ConversationLog): number =>
  mineOf(conversation)?.last_read_seq ?? conversation.last_seq

const isWaiting = (kind: PendingMessage['state']['kind']) =>
  kind === 'waiting' || kind === 'sending'

/** The timelines of what is open, by id. Each view lives for as long as its conversation or thread is open. */
function createRecord() {
  const entries = new Map<string, ReturnType<typeof createEntry>>()
  /** What is about to be opened. Closing the one before must not end its view. */
  let next = ''
  const recordOf = lastOf((...all: Entry[]) => Object.fromEntries(all))
  function entryOf(id: string, shown: Shown): Entry {
    const entry = entries.get(id) ?? createEntry(id)
    entries.set(id, entry)
    return entry(shown)
  }
  return {
    of<T>(open: ReadonlyMap<string, T>, describe: (one: T, id: string) => Shown) {
      if (open.has(next)) next = ''
      for (const id of entries.keys()) if (!open.has(id) && id !== next) entries.delete(id)
      return recordOf(...[...open].map(([id, one]) => entryOf(id, describe(one, id))))
    },
    one(id: string, shown: Shown): Timeline {
      next = id
      return entryOf(id, shown)[1]
    },
  }
}

type Entry = readonly [id: string, timeline: Timeline]

function createEntry(id: string) {
  const view = createTimelineView()
  const entryOf = lastOf((timeline: Timeline): Entry => [id, timeline])
  return (shown: Shown) => entryOf(view(shown))
}
