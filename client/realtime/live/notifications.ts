import { authorOf, isBy, personIdOf } from '../../../wire/author.ts'
import type { Conversation } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Store } from '../store/store.ts'

/** What came while the connection was gone for a moment notifies; what came while the lid was closed does not. */
const RECENT_MS = 60_000

/**
 * A message that came in and may notify: new, not one's own, not from a blocked person, by the level of its conversation.
 * Of system lines only the one by which this person was let into a group.
 */
export interface IncomingMessage {
  message: Message
  conversation: Conversation
  mentionsMe: boolean
}

interface Hooks {
  isBlocked(userId: string): boolean
  isLookedAt(id: string): Promise<boolean>
  /** One tab of the browser notifies for all. */
  isSpeaker(): boolean
}

/** Tells of messages that came in and may notify, and of groups that this person was let into. */
export function createNotifications({ model }: Store, hooks: Hooks) {
  const listeners = new Set<(arrival: IncomingMessage) => void>()
  /** The newest message of each conversation that was considered: frames may come twice, and sync brings them again. */
  const considered = new Map<string, number>()
  /** Of conversations that are not known here yet. */
  const early = new Map<string, Message[]>()
  /** The server's clock less this one: a wrong clock here must not hide what is new. */
  let clock = 0

  function consider(message: Message): void {
    const id = message.conversation_id
    if (message.seq <= (considered.get(id) ?? 0)) return
    const conversation = model.logs.get(id)?.conversation
    if (conversation === undefined) {
      early.set(id, [...(early.get(id) ?? []), message])
      return
    }
    considered.set(id, message.seq)
    if (!isFromAnother(message) || !(isWritten(message) || isWelcome(message))) return
    const mentionsMe = message.mentions.includes(model.me.id)
    const isAboutMe = mentionsMe || isWelcome(message)
    if (wants(conversation, isAboutMe)) void tell({ message, conversation, mentionsMe })
  }

  function isFromAnother(message: Message): boolean {
    const author = authorOf(message)
    const personId = personIdOf(author)
    if (author.kind === 'system' || isBy(author, model.me.id)) return false
    return personId === null || !hooks.isBlocked(personId)
  }

  /** Who is in a group from its beginning is let in by the line that it was made. */
  const isWelcome = ({ event }: Message): boolean =>
    event?.type === 'created' || (event?.type === 'added' && event.user_ids.includes(model.me.id))

  async function tell(arrival: IncomingMessage): Promise<void> {
    if (!hooks.isSpeaker() || (await hooks.isLookedAt(arrival.conversation.id))) return
    for (const listener of listeners) listener(arrival)
  }

  return {
    /** A frame of new messages. With the first answer of a thread comes its root, which is not new. */
    live(messages: readonly Message[]): void {
      for (const message of messages) if (message.thread === null) consider(message)
    },
    /** A conversation that was pushed as new. Those that the list or `sync` bring have been there before. */
    welcome({ last_message: newest }: Conversation): void {
      if (newest?.kind === 'system') consider(newest)
    },
    /** What `sync` brought of a conversation that ended with this `seq` here. */
    caughtUp(end: number, messages: readonly Message[]): void {
      const since = Date.now() + clock - RECENT_MS
      for (const message of messages) {
        const isNew = message.seq > end && Date.parse(message.created_at) > since
        if (isNew) consider(message)
      }
    },
    /** These conversations are known now. */
    noticed(ids: Iterable<string>): void {
      if (early.size === 0) return
      for (const id of ids) {
        const messages = early.get(id)
        early.delete(id)
        messages?.forEach(consider)
      }
    },
    forget(id: string): void {
      early.delete(id)
      considered.delete(id)
    },
    onOpen(serverTime: string): void {
      clock = Date.parse(serverTime) - Date.now()
    },
    listen(listener: (arrival: IncomingMessage) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
export type Notifications = ReturnType<typeof createNotifications>

const isWritten = ({ kind, deleted_at }: Message) => kind === 'text' && deleted_at === null

function wants({ me }: Conversation, isAboutMe: boolean): boolean {
  if (me.muted || me.notify === 'none') return false
  return me.notify === 'all' || isAboutMe
}
