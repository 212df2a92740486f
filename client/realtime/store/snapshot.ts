import { authorOf, isBy } from '../../../wire/author.ts'
import type { Conversation } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Held } from '../log/loaded-messages.ts'
import type { MessengerState, Timeline } from './messenger-state.ts'
import type { PendingMessage } from './pending-message.ts'
import type { Model, Paging } from './model.ts'

/** The model as the screens see it. What did not change is the same object as before, so that nothing re-renders. */
export function snapshotOf(model: Model, previous: MessengerState | null): MessengerState {
  const items = [...model.logs.values()].map((log) => log.conversation).sort(byActivity)
  const { me, connection, rateLimitedUntil, typing, presence } = model
  return {
    me,
    connection,
    rateLimitedUntil,
    typing,
    presence,
    blocked: model.blocked,
    people: model.people,
    quoted: model.quoted,
    threads: same(previous?.threads, threads(model, previous)),
    waiting: model.pending.filter(({ state }) => isWaiting(state.kind)).length,
    conversations: same(previous?.conversations, {
      status: model.listStatus,
      items: sameItems(previous?.conversations.items, items),
      hasMore: model.listCursor !== null,
    }),
    timelines: same(previous?.timelines, timelines(model, previous)),
  }
}

const isWaiting = (kind: PendingMessage['state']['kind']) =>
  kind === 'waiting' || kind === 'sending'

function byActivity(a: Conversation, b: Conversation): number {
  if (a.active_at !== b.active_at) return a.active_at < b.active_at ? 1 : -1
  return a.id < b.id ? 1 : -1
}

function timelines(model: Model, previous: MessengerState | null): Record<string, Timeline> {
  const open: Record<string, Timeline> = {}
  for (const [id, view] of model.views) {
    const before = previous?.timelines[id]
    const messages = messagesOf(model.logs.get(id))
    open[id] = same(before, {
      ...describe(view, model.logs.get(id)),
      readUpTo: view.readUpTo ?? 0,
      messages,
      pending: sameItems(before?.pending, pendingOf(model, id, null, messages)),
    })
  }
  return open
}

function threads(model: Model, previous: MessengerState | null): Record<string, Timeline> {
  const open: Record<string, Timeline> = {}
  for (const [rootId, thread] of model.threads) {
    const { conversationId, root } = thread
    const before = previous?.threads[rootId]
    const answers = messagesOf(thread)
    const messages = root && thread.part.kind === 'loaded' ? [root, ...answers] : answers
    open[rootId] = same(before, {
      ...describe(thread, thread),
      messages: sameItems(before?.messages, messages),
      pending: sameItems(before?.pending, pendingOf(model, conversationId, rootId, messages)),
      readUpTo: model.views.get(conversationId)?.readUpTo ?? 0,
    })
  }
  return open
}

const none: readonly Message[] = []

const messagesOf = (held: Held | undefined) =>
  held?.part.kind === 'loaded' ? held.part.messages : none

function describe(view: Paging, held: Held | undefined) {
  const isLoaded = held?.part.kind === 'loaded'
  const status: Timeline['status'] = isLoaded ? 'ready' : view.failed ? 'failed' : 'loading'
  return {
    status,
    hasEarlier: held?.part.kind === 'loaded' && held.part.hasEarlier,
    loadingEarlier: view.loadingEarlier,
    hasLater: held?.part.kind === 'loaded' && held.part.hasLater,
    loadingLater: view.loadingLater,
  }
}

/** One bubble per message: a pending one goes when the stored one is shown, whichever of ack and event came first. */
function pendingOf(
  model: Model,
  id: string,
  threadRoot: string | null,
  messages: readonly Message[],
): PendingMessage[] {
  const confirming = [...model.confirming.values()].map(({ message }) => message)
  // Acknowledged, but not yet out of the outbox: one bubble.
  const waiting = model.pending.filter(({ client_id }) => !model.confirming.has(client_id))
  const pending = [...confirming, ...waiting].filter(
    (one) => one.conversation_id === id && one.thread_root === threadRoot,
  )
  if (pending.length === 0) return pending
  const shown = new Set(
    messages.filter((one) => isBy(authorOf(one), model.me.id)).map((one) => one.client_id),
  )
  return pending.filter(({ client_id }) => !shown.has(client_id))
}

function same<T extends object>(before: T | undefined, now: T): T {
  if (before === undefined) return now
  const keys = Object.keys(now) as (keyof T)[]
  const isSame =
    keys.length === Object.keys(before).length && keys.every((key) => before[key] === now[key])
  return isSame ? before : now
}

function sameItems<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  if (before?.length !== now.length) return now
  return now.every((item, i) => item === before[i]) ? before : now
}
