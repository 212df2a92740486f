import { authorOf, isBy, personIdOf } from '../../../wire/author.ts'
import { capabilitiesOf } from '../../../wire/conversation-kinds.ts'
import type { Conversation } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Link } from '../link/link.ts'
import type { Store } from '../store/store.ts'

/**
 * A message that was missed notifies only if it is younger than this. After a night of sleep, a laptop does not
 * notify of old messages.
 */
const RECENT_MS = 60_000

/**
 * A message that came in and may notify: it is new, of another person who is not blocked, and the level of its
 * conversation allows it. Of system lines only the one that let this person into a group notifies.
 */
export interface IncomingMessage {
  message: Message
  conversation: Conversation
  mentionsMe: boolean
}

interface Needs {
  link: Pick<Link, 'on'>
  isBlocked(userId: string): boolean
  isLookedAt(id: string): Promise<boolean>
  /** One tab of the browser notifies for all. */
  isLeader(): boolean
}

/** Tells of messages that came in and may notify, and of groups that this person was let into. */
export function createNotifications(store: Store, { link, ...needs }: Needs) {
  const { model } = store
  const listeners = new Set<(incoming: IncomingMessage) => void>()
  /** The newest considered `seq` of each conversation: a frame may come twice, and the sync brings it again. */
  const considered = new Map<string, number>()
  /** Messages of conversations that are not loaded yet. */
  const early = new Map<string, Message[]>()

  function consider(message: Message): void {
    const id = message.conversation_id
    if (message.seq <= (considered.get(id) ?? 0)) return
    const conversation = model.logs.get(id)?.conversation
    if (conversation === undefined) {
      early.set(id, [...(early.get(id) ?? []), message])
      return
    }
    considered.set(id, message.seq)
    // A notification may stand on a screen that others see. It tells nothing of a dark room.
    if (capabilitiesOf(conversation.kind).identity === 'alias') return
    if (!isOfAnother(message) || !(isWritten(message) || isWelcome(message))) return
    const mentionsMe = message.mentions.includes(model.me.id)
    const isAboutMe = mentionsMe || isWelcome(message)
    if (wants(conversation, isAboutMe)) void tell({ message, conversation, mentionsMe })
  }

  function isOfAnother(message: Message): boolean {
    const author = authorOf(message)
    const personId = personIdOf(author)
    if (author.kind === 'system' || isBy(author, model.me.id)) return false
    return personId === null || !needs.isBlocked(personId)
  }

  /** The line "created" lets in those who are in a group from its beginning. */
  const isWelcome = ({ event }: Message): boolean =>
    event?.type === 'created' || (event?.type === 'added' && event.user_ids.includes(model.me.id))

  async function tell(incoming: IncomingMessage): Promise<void> {
    if (!needs.isLeader() || (await needs.isLookedAt(incoming.conversation.id))) return
    for (const listener of listeners) listener(incoming)
  }

  link.on('message:new', ({ messages }) => {
    // The first reply of a thread brings the root with it, which is not new.
    for (const message of messages) if (message.thread === null) consider(message)
  })
  // Only this push says that the person was let in just now. The list and the sync bring conversations that are older.
  link.on('conversation:new', ({ conversation: { last_message: newest } }) => {
    if (newest?.kind === 'system') consider(newest)
  })
  store.messagesMissed.subscribe(({ lastSeq, messages }) => {
    // A wrong clock here must not hide what is new.
    const since = performance.now() + model.serverClock - RECENT_MS
    for (const message of messages) {
      const isNew = message.seq > lastSeq && Date.parse(message.created_at) > since
      if (isNew) consider(message)
    }
  })
  store.logsChanged.subscribe((ids) => {
    if (early.size === 0) return
    for (const id of ids) {
      const messages = early.get(id)
      early.delete(id)
      messages?.forEach(consider)
    }
  })
  store.logsRemoved.subscribe((ids) => {
    for (const id of ids) {
      early.delete(id)
      considered.delete(id)
    }
  })

  return {
    subscribe(listener: (incoming: IncomingMessage) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const isWritten = ({ kind, deleted_at }: Message) => kind === 'text' && deleted_at === null

function wants({ me }: Conversation, isAboutMe: boolean): boolean {
  if (me.muted || me.notify === 'none') return false
  return me.notify === 'all' || isAboutMe
}
