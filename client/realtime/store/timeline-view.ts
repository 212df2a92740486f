import { authorOf, isBy } from '../../../wire/author.ts'
import type { Message } from '../../../wire/messages.ts'
import { lastOf } from './last-of.ts'
import type { Timeline } from './messenger-state.ts'
import type { Model, Paging } from './model.ts'
import type { PendingMessage } from './pending-message.ts'
import type { WithHistory } from '../log/history-state.ts'

/** What is open: a conversation, or a thread of it. */
export interface Shown {
  model: Model
  conversationId: string
  /** Null: the timeline of the conversation itself. */
  threadRoot: string | null
  root: Message | null
  paging: Paging
  source: WithHistory | undefined
  readUpTo: number
  isJoining?: boolean | undefined
}

const none: readonly Message[] = []
const nothingPending: readonly PendingMessage[] = []

/** What the screen shows of one open conversation or thread. It is the same object for as long as nothing of it changed. */
export function createTimelineView() {
  const messagesOf = lastOf((root: Message | null, messages: readonly Message[]) =>
    root === null ? messages : [root, ...messages],
  )
  const pendingFor = lastOf(pendingOf)
  const timelineOf = lastOf(
    (
      status: Timeline['status'],
      freshness: Timeline['freshness'],
      messages: readonly Message[],
      pending: readonly PendingMessage[],
      hasEarlier: boolean,
      loadingEarlier: boolean,
      hasLater: boolean,
      loadingLater: boolean,
      readUpTo: number,
    ): Timeline => ({
      status,
      freshness,
      messages,
      pending,
      hasEarlier,
      loadingEarlier,
      hasLater,
      loadingLater,
      readUpTo,
    }),
  )
  return ({ model, root, paging, source, readUpTo, isJoining, ...one }: Shown): Timeline => {
    const loaded = source?.history.kind === 'loaded' ? source.history : null
    const messages = messagesOf(loaded && root, loaded?.messages ?? none)
    return timelineOf(
      loaded ? 'ready' : paging.failed ? 'failed' : 'loading',
      isJoining && model.freshness === 'current' ? 'syncing' : model.freshness,
      messages,
      pendingFor(
        model.pending,
        model.confirming,
        one.conversationId,
        one.threadRoot,
        messages,
        model.logs.get(one.conversationId)?.conversation.me.user_id ?? model.me.id,
      ),
      loaded?.hasEarlier ?? false,
      paging.loadingEarlier,
      loaded?.hasLater ?? false,
      paging.loadingLater,
      readUpTo,
    )
  }
}

/** One bubble per message: the pending one goes when the stored one is shown, whichever of ack and event came first. */
function pendingOf(
  pending: readonly PendingMessage[],
  confirming: Model['confirming'],
  conversationId: string,
  threadRoot: string | null,
  messages: readonly Message[],
  me: string,
): readonly PendingMessage[] {
  if (pending.length + confirming.size === 0) return nothingPending
  // A confirmed message may still be in the outbox for a moment.
  const waiting = pending.filter(({ client_id }) => !confirming.has(client_id))
  const own = [...[...confirming.values()].map(({ message }) => message), ...waiting].filter(
    (one) => one.conversation_id === conversationId && one.thread_root === threadRoot,
  )
  if (own.length === 0) return nothingPending
  const shown = new Set(
    messages.filter((one) => isBy(authorOf(one), me)).map((one) => one.client_id),
  )
  return own.filter(({ client_id }) => !shown.has(client_id))
}
