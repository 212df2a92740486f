import { authorOf, isBy } from '../../../wire/author.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Answer, Receipts as ReceiptState } from '../../../wire/socket.ts'
import { isRoom, type ConversationLog } from '../log/conversation-log.ts'
import { withReceipts } from '../log/merge-conversation.ts'
import { isLater, isOutdated, mineOf, withCounts } from '../log/counts.ts'
import type { Link } from '../link/link.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Store } from '../store/store.ts'

/** Receipts of one conversation that move within this time go to the server as one. */
const COALESCE_MS = 100
/** The same in a room, where many people read the same messages at once. */
const COALESCE_IN_ROOM_MS = 10_000
const RETRY_MS = 2_000

interface Unsent {
  read: number
  delivered: number
  timer: ReturnType<typeof setTimeout> | null
  /** How long the timer waits in all. 0 when a receipt that moves on does not change that. */
  pause: number
  isInFlight: boolean
}

/**
 * Tells the server what was delivered and what was read. The unread count comes from its answers, and from nowhere
 * else. Receipts that could not be sent wait for the next connection.
 */
export function createReceipts(store: Store, link: Pick<Link, 'request' | 'isOpen' | 'on'>) {
  const { model } = store
  const unsent = new Map<string, Unsent>()
  /** Open conversations that the person marked unread. They do not become read while they stay open. */
  const keptUnread = new Set<string>()
  /** Conversations in which nothing was read since they were opened. */
  const justOpened = new Set<string>()
  /** The seq of the last own message that directly follows the delivered ones. Such messages need no receipt. */
  const ownUpTo = new Map<string, number>()

  const mine = (id: string) => {
    const log = model.logs.get(id)
    return log && mineOf(log.conversation)
  }

  function move(
    id: string,
    change: Partial<Pick<Unsent, 'read' | 'delivered'>>,
    pause = pauseOf(id),
  ): void {
    const none = { read: 0, delivered: 0, timer: null, pause, isInFlight: false }
    const known = unsent.get(id) ?? none
    known.read = Math.max(known.read, change.read ?? 0)
    known.delivered = Math.max(known.delivered, change.delivered ?? 0)
    unsent.set(id, known)
    if (pause < known.pause) stopTimer(known)
    schedule(id, known, pause)
  }

  function stopTimer(what: Unsent): void {
    clearTimeout(what.timer ?? undefined)
    what.timer = null
  }

  /** @param pause a receipt with a shorter one begins the timer again. The wait after a failure has to pass. */
  function schedule(id: string, what: Unsent, delay: number, pause = delay): void {
    if (what.isInFlight || what.timer) return
    what.pause = pause
    what.timer = setTimeout(() => {
      what.timer = null
      void flush(id, what)
    }, delay)
  }

  async function flush(id: string, what: Unsent): Promise<void> {
    const log = model.logs.get(id)
    if (log === undefined || !link.isOpen()) return
    const { read, delivered } = what
    what.isInFlight = true
    try {
      const isRead = isUnread(id, read)
      const answer = await link.request(isRead ? 'message:read' : 'message:delivered', {
        conversation_id: id,
        seq: isRead ? read : delivered,
      })
      what.isInFlight = false
      store.editLog(id, (now) => answered(now, answer))
      if (what.read > read || what.delivered > delivered) schedule(id, what, pauseOf(id))
      // The count may be older than the log. The server is then asked again, and less often if it is slow.
      else if (isStale(id)) {
        if (isStaleFor(log, answer)) schedule(id, what, RETRY_MS, 0)
        else schedule(id, what, pauseOf(id))
      } else unsent.delete(id)
    } catch (error) {
      what.isInFlight = false
      const { code, retryAfter } = error as RequestError
      const isPassing = ['network', 'rate_limited', 'unavailable'].includes(code)
      if (isPassing) schedule(id, what, (retryAfter ?? 0) * 1000 || RETRY_MS, 0)
      else unsent.delete(id)
    }
  }

  const pauseOf = (id: string) => (isRoom(model.logs.get(id)) ? COALESCE_IN_ROOM_MS : COALESCE_MS)

  const isStale = (id: string) => {
    const log = model.logs.get(id)
    return log !== undefined && isOutdated(log.counted, log.ver, log.conversation)
  }

  const isUnread = (id: string, seq: number) =>
    seq > (mine(id)?.last_read_seq ?? 0) ||
    (seq > 0 && model.logs.get(id)?.conversation.me.marked_unread === true)

  function forget(id: string): void {
    clearTimeout(unsent.get(id)?.timer ?? undefined)
    unsent.delete(id)
    ownUpTo.delete(id)
  }

  /**
   * Notes an own message. For another person's message, it returns whether the server must be told of the delivery.
   * Nobody sees receipts in a room.
   */
  function isToTell(id: string, message: Message): boolean {
    const { seq } = message
    const known = Math.max(mine(id)?.last_delivered_seq ?? 0, ownUpTo.get(id) ?? 0)
    const actorId = model.logs.get(id)?.conversation.me.user_id ?? model.me.id
    const isOwnNext = isBy(authorOf(message), actorId) && seq === known + 1
    if (isOwnNext) ownUpTo.set(id, seq)
    return !isOwnNext && seq > known && !isBlocked(id) && !isRoom(model.logs.get(id))
  }

  /** The server does not move the receipts of a person who blocked the counterpart, so telling them is useless. */
  const isBlocked = (id: string) => model.logs.get(id)?.conversation.me.blocked === true

  /** Receipts of any participant moved. If this person's moved in another tab, the counts have to be asked for. */
  function onPush(receipts: ReceiptState): void {
    const id = receipts.conversation_id
    store.editLog(id, (log) => ({ ...log, conversation: withReceipts(log.conversation, receipts) }))
    if (isStale(id)) move(id, { delivered: receipts.last_delivered_seq })
  }

  /** Messages of other people have been delivered by now, and may count as unread. */
  function onLogChanged(id: string): void {
    const newest = model.logs.get(id)?.conversation.last_message
    if (newest && isToTell(id, newest)) move(id, { delivered: newest.seq })
    else if (isStale(id)) move(id, { delivered: mine(id)?.last_delivered_seq ?? 0 })
  }

  const endUnread = (id: string): void => void keptUnread.delete(id)

  link.on('message:read', onPush)
  link.on('message:delivered', onPush)
  store.logsChanged.subscribe((ids) => {
    for (const id of ids) onLogChanged(id)
  })
  store.logsRemoved.subscribe((ids) => ids.forEach(forget))
  store.conversationOpened.subscribe((id) => {
    endUnread(id)
    justOpened.add(id)
  })
  store.caughtUp.subscribe(() => {
    for (const id of model.logs.keys()) if (isStale(id)) move(id, {})
    for (const [id, what] of unsent) schedule(id, what, 0)
  })
  store.stopped.subscribe(() => {
    for (const { timer } of unsent.values()) clearTimeout(timer ?? undefined)
    unsent.clear()
  })

  return {
    /** The seq up to which this tab has read, if the server does not know it yet. */
    readHere: (id: string): number => unsent.get(id)?.read ?? 0,
    /** The person marked it unread while it was open here. */
    isKeptUnread: (id: string): boolean => keptUnread.has(id),
    read(id: string, seq: number): void {
      if (keptUnread.has(id) || isBlocked(id) || !isUnread(id, seq)) return
      // The badge of a room that somebody opens goes at once. What comes while they read along waits.
      move(id, { read: seq }, justOpened.delete(id) ? COALESCE_MS : undefined)
    },
    /** The person marked it unread. It stays so until it is opened again. */
    keepUnread(id: string): void {
      forget(id)
      keptUnread.add(id)
    },
    endUnread,
  }
}
export type Receipts = ReturnType<typeof createReceipts>

type OwnReceipts = Answer<'message:read'>

function answered(log: ConversationLog, answer: OwnReceipts): ConversationLog {
  const conversation = withReceipts(log.conversation, answer)
  const counted = countedBy(answer)
  return isLater(counted, log.counted)
    ? { ...log, conversation: withCounts(conversation, answer), counted }
    : { ...log, conversation }
}

const countedBy = ({ last_ver, own_ver, receipts_ver }: OwnReceipts) => ({
  ver: last_ver,
  own: own_ver + receipts_ver,
})

/** True when the server counted an older state than this log had at the request. */
const isStaleFor = (asked: ConversationLog, answer: OwnReceipts) =>
  isOutdated(countedBy(answer), asked.ver, asked.conversation)
