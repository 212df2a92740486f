import type { Message } from '../../../wire/messages.ts'
import { namedPeople } from '../../../wire/named-people.ts'
import type { PeopleList, Person } from '../../../wire/people.ts'
import type { Api } from '../../requests/http.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Link } from '../link/link.ts'
import { learnPeople } from '../store/known-people.ts'
import type { Store } from '../store/store.ts'

/** Names that one request asks for at most. */
const MOST = 100
/** Frames bring names a moment after their messages. Random, so that not all pages of a large group ask at once. */
const PAUSE_MS = 300

interface Needs {
  call: Api
  link: Pick<Link, 'on'>
}

/** Learns names from events. It asks for the names that nothing has brought yet, such as that of a quoted author. */
export function createKnownPeople(store: Store, { call, link }: Needs): void {
  const { model } = store
  const asked = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const learn = ({ people }: { people?: Person[] | undefined }) => learnPeople(store, people)
  link.on('message:new', learn)
  link.on('message:edited', learn)
  link.on('message:deleted', learn)
  link.on('message:reactions', learn)

  /** The messages on the screen, by their conversation. */
  function* shown(): Iterable<[string, readonly (Message | null)[]]> {
    for (const { conversation } of model.logs.values()) {
      yield [conversation.id, [conversation.last_message]]
    }
    for (const id of model.views.keys()) {
      const history = model.logs.get(id)?.history
      if (history?.kind === 'loaded') yield [id, history.messages]
    }
    for (const { conversationId, root, history } of model.threads.values()) {
      yield [conversationId, history.kind === 'loaded' ? [root, ...history.messages] : [root]]
    }
    for (const quoted of Object.values(model.quoted)) {
      if (quoted.kind === 'there') yield [quoted.message.conversation_id, [quoted.message]]
    }
  }

  function missing(): Map<string, string[]> {
    const wanted = new Map<string, string[]>()
    for (const [id, messages] of shown()) {
      const participants = model.logs.get(id)?.conversation.participants ?? []
      const isKnown = (userId: string) =>
        model.people[userId] !== undefined ||
        asked.has(`${id} ${userId}`) ||
        participants.some((one) => one.user_id === userId)
      const ids = namedPeople(messages).filter((userId) => !isKnown(userId))
      if (ids.length > 0) wanted.set(id, [...(wanted.get(id) ?? []), ...ids].slice(0, MOST))
    }
    return wanted
  }

  async function ask(id: string, ids: readonly string[]): Promise<void> {
    const keys = ids.map((userId) => `${id} ${userId}`)
    keys.forEach((key) => asked.add(key))
    try {
      const path = `/api/conversations/${id}/people?ids=${[...new Set(ids)].join(',')}`
      learnPeople(store, (await call<PeopleList>('GET', path)).items)
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      // They are asked for again when something changes and the server can be reached.
      if (error.code === 'network') keys.forEach((key) => asked.delete(key))
    }
  }

  function look(): void {
    timer = undefined
    for (const [id, ids] of missing()) void ask(id, ids)
  }

  const unsubscribe = store.subscribe(() => {
    timer ??= setTimeout(look, PAUSE_MS * (1 + Math.random()))
  })
  store.stopped.subscribe(() => {
    clearTimeout(timer)
    unsubscribe()
  })
}
