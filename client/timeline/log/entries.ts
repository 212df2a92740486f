import { authorOf, isBy, sameAuthor, type Author } from '../../../wire/author.ts'
import { contentOf } from '../../../wire/content.ts'
import type { Participant } from '../../../wire/conversations.ts'
import type { Message, SystemEvent } from '../../../wire/messages.ts'
import { daysBetween, type Format } from '../../i18n/format.ts'
import type { Timeline } from '../../realtime/store/messenger-state.ts'
import { fromMessage, fromPending, readersOf, type MessageEntry } from '../message/entry.ts'

interface SystemEntry {
  kind: 'system'
  key: string
  seq: number
  at: string
  actor: Author
  event: SystemEvent
}

export type Entry =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: 'new' }
  | SystemEntry
  | MessageEntry

interface View {
  me: string
  otherParticipants: readonly Pick<Participant, 'last_read_seq' | 'last_delivered_seq'>[]
  /** The "New" divider stands before the first message of another person after this seq. */
  dividerAfter: number | null
  /** The root of the shown thread. Null shows the messages outside of threads. */
  threadRoot?: string | null
  /** More messages exist before the loaded ones, and the divider may belong there. */
  hasEarlier?: boolean
  blocked?: ReadonlySet<string>
  /** It is another one when the time zone changed. The days are then other days. */
  format?: Format
}

/** After this pause the same author begins a new run. */
const RUN_MS = 5 * 60_000
const nobody: ReadonlySet<string> = new Set()

/** The rows of the timeline in order: messages, days, system lines and the divider. */
export function entriesOf(
  { messages, pending }: Pick<Timeline, 'messages' | 'pending'>,
  view: View,
): Entry[] {
  const { me, otherParticipants, dividerAfter, threadRoot = null, blocked = nobody } = view
  const entries: Entry[] = []
  const readers = readersOf(otherParticipants)
  const byId = new Map(messages.map((message) => [message.id, message]))
  let previous: MessageEntry | SystemEntry | null = null
  const before = view.hasEarlier && (messages[0]?.seq ?? 0) > (dividerAfter ?? 0) + 1
  let isDivided = dividerAfter === null || before

  function append(entry: MessageEntry | SystemEntry, isFirstNew = false) {
    const newDay = !previous || daysBetween(new Date(previous.at), new Date(entry.at)) > 0
    if (newDay) entries.push({ kind: 'day', key: `day ${entry.at}`, at: entry.at })
    if (isFirstNew) entries.push({ kind: 'new', key: 'new' })
    const above = entries.at(-1)
    if (above?.kind === 'message' && entry.kind === 'message' && continues(above, entry)) {
      above.last = false
      entry.first = false
    }
    entries.push(entry)
    previous = entry
  }

  for (const message of messages) {
    const shown = threadRoot === null ? message.thread_root === null : isIn(message, threadRoot)
    if (!shown || contentOf(message).kind === 'expired') continue
    const { seq, event, created_at: at } = message
    const actor = authorOf(message)
    const isFirstNew = !isDivided && seq > (dividerAfter ?? 0) && !isBy(actor, me)
    isDivided ||= isFirstNew
    if (event) append({ kind: 'system', key: message.id, seq, at, actor, event }, isFirstNew)
    else append(fromMessage(message, { me, readers, byId, blocked }), isFirstNew)
  }
  for (const waiting of pending) {
    if (waiting.thread_root === threadRoot) append(fromPending(waiting, { me, byId }, previous))
  }
  return entries
}

function isIn(message: Message, threadRoot: string): boolean {
  return message.id === threadRoot || message.thread_root === threadRoot
}

function continues(previous: MessageEntry, entry: MessageEntry): boolean {
  return (
    sameAuthor(previous.author, entry.author) &&
    Date.parse(entry.at) - Date.parse(previous.at) < RUN_MS
  )
}
