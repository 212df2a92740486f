import { authorOf, isBy } from '../../../wire/author.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Answer, Receipts as ReceiptState } from '../../../wire/socket.ts'
import type { ConversationLog } from '../log/conversation-log.ts'
import { withMarks } from '../log/merge-conversation.ts'
import { isLater, isOutdated, mineOf, withCounts } from '../log/counts.ts'
import type { Link } from '../link/link.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Store } from '../store/store.ts'

/** Receipts of one conversation that come within this time go as one. */
const COALESCE_MS = 100
const RETRY_MS = 2_000

interface Wanted {
  read: number
  delivered: number
  timer: ReturnType<typeof setTimeout> | null
  isInFlight: boolean
}

/**
 * Tells the server what arrived and what was read, and takes from its answers the only unread count there is. What
 * could not be told is kept until the connection is back.
 */
export function createReceipts(state: Store, link: Link) {
  const { model } = state
  const wanted = new Map<string, Wanted>()
  /** Marked unread while open: looking on is not reading. */
  const kept = new Set<string>()
  /** Up to where one's own messages follow what was delivered: behind another's, even the own last one tells of that. */
  const own = new Map<string, number>()

  const mine = (id: string) => {
    const log = model.logs.get(id)
    return log && mineOf(log.conversation)
  }

  function want(id: string, change: Partial<Pick<Wanted, 'read' | 'delivered'>>): void {
    const known = wanted.get(id) ?? { read: 0, delivered: 0, timer: null, isInFlight: false }
    known.read = Math.max(known.read, change.read ?? 0)
    known.delivered = Math.max(known.delivered, change.delivered ?? 0)
    wanted.set(id, known)
    schedule(id, known, COALESCE_MS)
  }

  function schedule(id: string, what: Wanted, delay: number): void {
    if (what.isInFlight) return
    what.timer ??= setTimeout(() => {
      what.timer = null
      void flush(id, what)
    }, delay)
  }

  async function flush(id: string, what: Wanted): Promise<void> {
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
      state.editLog(id, (now) => answered(now, answer))
      if (what.read > read || what.delivered > delivered) schedule(id, what, COALESCE_MS)
      // What changed while the answer was on its way is in no count yet; one from before what was known will be, some day.
      else if (isStale(id)) schedule(id, what, isStaleFor(log, answer) ? RETRY_MS : COALESCE_MS)
      else wanted.delete(id)
    } catch (error) {
      what.isInFlight = false
      const { code, retryAfter } = error as RequestError
      const isPassing = ['network', 'rate_limited', 'unavailable'].includes(code)
      if (isPassing) schedule(id, what, (retryAfter ?? 0) * 1000 || RETRY_MS)
      else wanted.delete(id)
    }
  }

  const isStale = (id: string) => {
    const log = model.logs.get(id)
    return log !== undefined && isOutdated(log.counted, log.ver, log.conversation)
  }

  const isUnread = (id: string, seq: number) =>
    seq > (mine(id)?.last_read_seq ?? 0) ||
    (seq > 0 && model.logs.get(id)?.conversation.me.marked_unread === true)

  function forget(id: string): void {
    clearTimeout(wanted.get(id)?.timer ?? undefined)
    wanted.delete(id)
    own.delete(id)
  }

  /** Notes one's own, and says of any other whether the server has to hear that it was delivered. */
  function isToTell(id: string, message: Message): boolean {
    const { seq } = message
    const known = Math.max(mine(id)?.last_delivered_seq ?? 0, own.get(id) ?? 0)
    const isOwnNext = isBy(authorOf(message), model.me.id) && seq === known + 1
    if (isOwnNext) own.set(id, seq)
    return !isOwnNext && seq > known && !isBlocked(id)
  }

  /** The marks of who blocked the other stand still, so telling them again and again moves nothing. */
  const isBlocked = (id: string) => model.logs.get(id)?.conversation.me.blocked === true

  return {
    /** Somebody's marks moved. If they are this person's, in another tab, the counts have to be asked for. */
    onPush(marks: ReceiptState): void {
      const id = marks.conversation_id
      state.editLog(id, (log) => ({ ...log, conversation: withMarks(log.conversation, marks) }))
      if (isStale(id)) want(id, { delivered: marks.last_delivered_seq })
    },
    read(id: string, seq: number): void {
      if (!kept.has(id) && !isBlocked(id) && isUnread(id, seq)) want(id, { read: seq })
    },
    /** The log changed: what came from others has been delivered now, and counts otherwise. */
    noticed(id: string): void {
      const newest = model.logs.get(id)?.conversation.last_message
      if (newest && isToTell(id, newest)) want(id, { delivered: newest.seq })
      else if (isStale(id)) want(id, { delivered: mine(id)?.last_delivered_seq ?? 0 })
    },
    /** Marked unread by hand: it stays so until it is opened again. */
    keepUnread(id: string): void {
      forget(id)
      kept.add(id)
    },
    opened: (id: string): void => void kept.delete(id),
    resume(): void {
      for (const id of model.logs.keys()) if (isStale(id)) want(id, {})
      for (const [id, what] of wanted) schedule(id, what, 0)
    },
    forget,
    stop(): void {
      for (const { timer } of wanted.values()) clearTimeout(timer ?? undefined)
      wanted.clear()
    },
  }
}
export type Receipts = ReturnType<typeof createReceipts>

type OwnMarks = Answer<'message:read'>

function answered(log: ConversationLog, answer: OwnMarks): ConversationLog {
  const conversation = withMarks(log.conversation, answer)
  const counted = countedBy(answer)
  return isLater(counted, log.counted)
    ? { ...log, conversation: withCounts(conversation, answer), counted }
    : { ...log, conversation }
}

const countedBy = ({ last_ver, own_ver, receipts_ver }: OwnMarks) => ({
  ver: last_ver,
  own: own_ver + receipts_ver,
})

/** It was counted before what was known when it was asked for. */
const isStaleFor = (asked: ConversationLog, answer: OwnMarks) =>
  isOutdated(countedBy(answer), asked.ver, asked.conversation)
