import { authorOf, namedIdOf } from '../../../wire/author.ts'
import type { Link } from '../link/link.ts'
import type { Store } from '../store/store.ts'

const REPEAT_MS = 3_000
const IDLE_MS = 5_000
const EXPIRY_MS = 6_000

type Timer = ReturnType<typeof setTimeout>

/** Shows who types, and tells the relay that this person types. Nothing is stored, and a lost event is not repeated. */
export function createTyping(store: Store, link: Pick<Link, 'request' | 'isOpen' | 'on'>) {
  const { model } = store
  const mine = new Map<string, { toldAt: number; idle: Timer }>()
  const theirs = new Map<string, Timer>()

  const tell = (event: 'typing:start' | 'typing:stop', id: string) => {
    if (link.isOpen()) void link.request(event, { conversation_id: id }).catch(() => undefined)
  }
  const stopMine = (id: string) => {
    const told = mine.get(id)
    if (told === undefined) return
    clearTimeout(told.idle)
    mine.delete(id)
    tell('typing:stop', id)
  }
  const show = (id: string, people: readonly string[]) => {
    const { [id]: _, ...rest } = model.typing
    model.typing = people.length === 0 ? rest : { ...rest, [id]: people }
    store.emitChange([id])
  }
  const stopTheirs = (id: string, userId: string) => {
    const key = `${id} ${userId}`
    if (!theirs.has(key)) return
    clearTimeout(theirs.get(key))
    theirs.delete(key)
    show(
      id,
      (model.typing[id] ?? []).filter((one) => one !== userId),
    )
  }

  link.on('typing:start', ({ conversation_id: id, user_id: userId }) => {
    // In a dark room this person's other tab types under the alias.
    if (userId === (model.logs.get(id)?.conversation.me.user_id ?? model.me.id)) return
    const key = `${id} ${userId}`
    clearTimeout(theirs.get(key))
    if (!theirs.has(key)) show(id, [...(model.typing[id] ?? []), userId])
    theirs.set(
      key,
      setTimeout(() => stopTheirs(id, userId), EXPIRY_MS),
    )
  })
  link.on('typing:stop', (one) => stopTheirs(one.conversation_id, one.user_id))
  // The author of a new message has stopped typing, even if the event that says so was lost.
  link.on('message:new', ({ conversation_id: id, messages }) => {
    for (const message of messages) {
      const authorId = namedIdOf(authorOf(message))
      if (authorId !== null) stopTheirs(id, authorId)
    }
  })
  store.stopped.subscribe(() => {
    for (const { idle } of mine.values()) clearTimeout(idle)
    for (const timer of theirs.values()) clearTimeout(timer)
  })

  return {
    set(id: string, isTyping: boolean): void {
      if (!isTyping) return stopMine(id)
      const told = mine.get(id)
      clearTimeout(told?.idle)
      const isDue = told === undefined || performance.now() - told.toldAt >= REPEAT_MS
      if (isDue) tell('typing:start', id)
      mine.set(id, {
        toldAt: isDue ? performance.now() : told.toldAt,
        idle: setTimeout(() => stopMine(id), IDLE_MS),
      })
    },
  }
}
export type Typing = ReturnType<typeof createTyping>
