import type { Message } from '../../wire/messages.ts'
import type { MarkState } from '../../wire/socket.ts'
import { applyMarks, isMoved, participantOf } from './conversation.ts'
import type { Link } from './link.ts'
import { RequestError } from './socket.ts'
import type { State } from './state.ts'

/** Marks of one conversation that come within this time go as one. */
const COALESCE_MS = 100
const RETRY_MS = 2_000

interface Wanted {
  read: number
  delivered: number
  timer: ReturnType<typeof setTimeout> | null
  /** Outdated: asked for again since it was sent, so the answer may be from before. */
  flight: 'none' | 'sent' | 'outdated'
}

const isAskedAgain = ({ flight }: Wanted) => flight === 'outdated'

/**
 * Tells the server what arrived and what was read, and takes from its answers the only unread count there is. What
 * could not be told is kept until the connection is back.
 */
export function createMarks(state: State, link: Link) {
  const { model } = state
  const wanted = new Map<string, Wanted>()
  /** Marked unread while open: looking on is not reading. */
  const kept = new Set<string>()

  const mine = (id: string) => {
    const log = model.logs.get(id)
    return log && participantOf(log.conversation, model.me.id)
  }

  function want(id: string, change: Partial<Pick<Wanted, 'read' | 'delivered'>>): void {
    const none = { read: 0, delivered: 0, timer: null, flight: 'none' } as const
    const known: Wanted = wanted.get(id) ?? { ...none }
    known.read = Math.max(known.read, change.read ?? 0)
    known.delivered = Math.max(known.delivered, change.delivered ?? 0)
    if (known.flight === 'sent') known.flight = 'outdated'
    wanted.set(id, known)
    schedule(id, known, COALESCE_MS)
  }

  function schedule(id: string, what: Wanted, delay: number): void {
    if (what.flight !== 'none') return
    what.timer ??= setTimeout(() => {
      what.timer = null
      void flush(id, what)
    }, delay)
  }

  async function flush(id: string, what: Wanted): Promise<void> {
    const log = model.logs.get(id)
    if (log === undefined || !link.isOpen()) return
    const { read, delivered } = what
    what.flight = 'sent'
    try {
      const isRead = isUnread(id, read)
      const marks = await link.request(isRead ? 'message:read' : 'message:delivered', {
        conversation_id: id,
        seq: isRead ? read : delivered,
      })
      // Or counted before what sync or a frame told of meanwhile.
      const now = model.logs.get(id)?.conversation
      const isOutdated = isAskedAgain(what) || isMoved(log.conversation, now, model.me.id)
      what.flight = 'none'
      apply(marks, marks)
      if (isRead) wasRead(id)
      const isMore = what.read > read || what.delivered > delivered
      if (isMore || isOutdated) schedule(id, what, COALESCE_MS)
      else wanted.delete(id)
    } catch (error) {
      what.flight = 'none'
      const { code, retryAfter } = error as RequestError
      const isPassing = ['no_answer', 'rate_limited', 'unavailable'].includes(code)
      if (isPassing) schedule(id, what, (retryAfter ?? 0) * 1000 || RETRY_MS)
      else wanted.delete(id)
    }
  }

  const isUnread = (id: string, seq: number) =>
    seq > (mine(id)?.last_read_seq ?? 0) ||
    (seq > 0 && model.logs.get(id)?.conversation.me.marked_unread === true)

  function wasRead(id: string): void {
    state.editLog(id, (log) => {
      const me = { ...log.conversation.me, marked_unread: false }
      return { ...log, conversation: { ...log.conversation, me } }
    })
  }

  function apply(marks: MarkState, counts?: Parameters<typeof applyMarks>[2]): void {
    const log = model.logs.get(marks.conversation_id)
    if (log === undefined) return
    const conversation = applyMarks(log.conversation, marks, counts)
    state.setLog(marks.conversation_id, { ...log, conversation })
  }

  function forget(id: string): void {
    clearTimeout(wanted.get(id)?.timer ?? undefined)
    wanted.delete(id)
  }

  /** The marks of who blocked the other stand still, so telling them again and again moves nothing. */
  const isBlocked = (id: string) => model.logs.get(id)?.conversation.me.blocked === true

  return {
    /** Somebody's marks moved. If they are this person's, in another tab, the count has to be asked for. */
    onPush(marks: MarkState): void {
      apply(marks)
      if (marks.user_id !== model.me.id) return
      want(marks.conversation_id, { delivered: marks.last_delivered_seq })
    },
    read(id: string, seq: number): void {
      if (!kept.has(id) && !isBlocked(id) && isUnread(id, seq)) want(id, { read: seq })
    },
    /** The log changed: what came from others has been delivered now. */
    noticed(id: string): void {
      const newest = model.logs.get(id)?.conversation.last_message
      if (!newest || newest.sender_id === model.me.id || isBlocked(id)) return
      if (newest.seq > (mine(id)?.last_delivered_seq ?? 0)) want(id, { delivered: newest.seq })
    },
    /** These were changed or deleted: the counts have to be asked for, if one of them was in them. */
    changed(id: string, messages: readonly Message[]): void {
      const marks = mine(id)
      const isCounted = (one: Message) =>
        one.sender_id !== model.me.id && one.seq > (marks?.last_read_seq ?? 0)
      if (messages.some(isCounted)) want(id, { delivered: marks?.last_delivered_seq ?? 0 })
    },
    /** Marked unread by hand: it stays so until it is opened again. */
    keepUnread(id: string): void {
      forget(id)
      kept.add(id)
    },
    opened: (id: string): void => void kept.delete(id),
    resume(): void {
      for (const [id, what] of wanted) schedule(id, what, 0)
    },
    forget,
    stop(): void {
      for (const { timer } of wanted.values()) clearTimeout(timer ?? undefined)
      wanted.clear()
    },
  }
}
export type Marks = ReturnType<typeof createMarks>
