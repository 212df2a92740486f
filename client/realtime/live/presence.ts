import { capabilitiesOf } from '../../../wire/conversation-kinds.ts'
import type { Presence } from '../../../wire/people.ts'
import type { Link } from '../link/link.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Store } from '../store/store.ts'

/**
 * The number of people that the relay watches for one socket. People of the most recently active conversations come
 * first.
 */
const MAX_WATCHED = 500
const SETTLE_MS = 200
/** The wait after a failure for which the relay named no other one. */
const RETRY_MS = 5_000
/** Without a connection nobody can say for longer who is online. */
const FORGET_MS = 10_000

/** Watches the participants of the loaded conversations. */
export function createPresence(store: Store, link: Pick<Link, 'request' | 'isOpen' | 'on'>) {
  const { model } = store
  let watched = new Set<string>()
  /** For each request that waits for its answer, the people of whom the relay has said something meanwhile. */
  const heard = new Set<Set<string>>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let forgetting: ReturnType<typeof setTimeout> | undefined

  const show = (people: readonly Presence[]) => {
    model.presence = {
      ...model.presence,
      ...Object.fromEntries(people.map((one) => [one.user_id, one])),
    }
    store.emitChange(people.map(({ user_id }) => user_id))
  }

  async function watch(): Promise<void> {
    timer = undefined
    const participants = new Set(participantsIn(store))
    // The relay stops showing a person who left. If they come in again, they have to be watched again.
    for (const id of watched) if (!participants.has(id)) watched.delete(id)
    const unwatched = [...participants].filter((id) => !watched.has(id))
    if (unwatched.length === 0 || !link.isOpen()) return
    const asked = watched
    for (const id of unwatched) asked.add(id)
    const meanwhile = new Set<string>()
    heard.add(meanwhile)
    try {
      const { people } = await link.request('presence:watch', { user_ids: unwatched })
      // A push that comes right behind the answer is taken before it. It is newer, and nothing would repeat it.
      show(people.filter(({ user_id }) => !meanwhile.has(user_id)))
    } catch (error) {
      // Nothing else may happen for hours, and until then these people would look offline.
      for (const id of unwatched) asked.delete(id)
      const wait = error instanceof RequestError ? error.retryAfter : null
      clearTimeout(retry)
      if (wait === null) retry = setTimeout(schedule, RETRY_MS)
      else timer ??= setTimeout(() => void watch(), wait * 1000)
    } finally {
      heard.delete(meanwhile)
    }
  }
  const schedule = () => {
    timer ??= setTimeout(() => void watch(), SETTLE_MS)
  }

  function onPush(one: Presence): void {
    show([one])
    for (const people of heard) people.add(one.user_id)
    // A person who goes offline has a `last_seen_at`. Without it, they hide or may not be seen. The relay is then
    // asked again.
    if (one.online || one.last_seen_at !== null) return
    watched.delete(one.user_id)
    schedule()
  }
  function forget(): void {
    const people = Object.values(model.presence)
    model.presence = {}
    store.emitChange(people.map(({ user_id }) => user_id))
  }
  /** A new connection watches nobody yet. For a person who hid until now, the relay watched nobody either. */
  function watchAgain(): void {
    watched = new Set()
    schedule()
  }

  link.on('user:online', onPush)
  link.on('user:offline', onPush)
  store.logsChanged.subscribe(schedule)
  store.disconnected.subscribe(() => {
    forgetting ??= setTimeout(forget, FORGET_MS)
  })
  store.caughtUp.subscribe(() => {
    clearTimeout(forgetting)
    forgetting = undefined
    watchAgain()
  })
  store.stopped.subscribe(() => {
    clearTimeout(timer)
    clearTimeout(retry)
    clearTimeout(forgetting)
  })

  return { watchAgain }
}
export type PresenceWatch = ReturnType<typeof createPresence>

function participantsIn({ model, getState }: Store): string[] {
  const people = new Set<string>()
  const { items } = getState().conversations
  // Counterparts come first. Otherwise a large group would leave no room for them.
  const shown = items.filter(({ kind }) => capabilitiesOf(kind).hasPresence)
  const direct = items.filter(({ kind }) => capabilitiesOf(kind).isPair)
  for (const { participants } of new Set([...direct, ...shown])) {
    for (const { user_id } of participants) if (user_id !== model.me.id) people.add(user_id)
    if (people.size >= MAX_WATCHED) break
  }
  return [...people].slice(0, MAX_WATCHED)
}
