import { capabilitiesOf } from '../../../wire/conversation-kinds.ts'
import type { Presence } from '../../../wire/people.ts'
import type { Link } from '../link/link.ts'
import { RequestError } from '../../requests/request-error.ts'
import type { Store } from '../store/store.ts'

/** As many as the relay watches for one socket; the most recently active conversations count. */
const MAX_WATCHED = 500
const SETTLE_MS = 200

/** Watches the other people of the conversations that are known here. */
export function createPresence(state: Store, link: Link) {
  const { model } = state
  let watched = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const show = (people: readonly Presence[]) => {
    model.presence = {
      ...model.presence,
      ...Object.fromEntries(people.map((one) => [one.user_id, one])),
    }
    state.emitChange()
  }

  async function watch(): Promise<void> {
    timer = undefined
    const others = new Set(otherParticipants(state))
    // Who left and comes in again is somebody whom the relay does not show any more.
    for (const id of watched) if (!others.has(id)) watched.delete(id)
    const strangers = [...others].filter((id) => !watched.has(id))
    if (strangers.length === 0 || !link.isOpen()) return
    const asked = watched
    for (const id of strangers) asked.add(id)
    try {
      show((await link.request('presence:watch', { user_ids: strangers })).people)
    } catch (error) {
      // Asked again when the next conversation comes, or with the next connection.
      for (const id of strangers) asked.delete(id)
      const wait = error instanceof RequestError ? error.retryAfter : null
      if (wait !== null) timer ??= setTimeout(() => void watch(), wait * 1000)
    }
  }

  /** The people may have become others. */
  const noticed = () => {
    timer ??= setTimeout(() => void watch(), SETTLE_MS)
  }
  return {
    noticed,
    onPush(one: Presence): void {
      show([one])
      // Whoever leaves says when. Anybody else hides, or is shown no more: whether they are shown again is asked for.
      if (one.online || one.last_seen_at !== null) return
      watched.delete(one.user_id)
      noticed()
    },
    /** A new connection watches nobody yet, nor does who hid until now. */
    resume(): void {
      watched = new Set()
      noticed()
    },
    stop: (): void => clearTimeout(timer),
  }
}
export type PresenceWatch = ReturnType<typeof createPresence>

function otherParticipants({ model, getState }: Store): string[] {
  const people = new Set<string>()
  const { items } = getState().conversations
  // A large group first would leave none for those one talks to alone.
  const shown = items.filter(({ kind }) => capabilitiesOf(kind).hasPresence)
  const direct = items.filter(({ kind }) => capabilitiesOf(kind).isPair)
  for (const { participants } of new Set([...direct, ...shown])) {
    for (const { user_id } of participants) if (user_id !== model.me.id) people.add(user_id)
    if (people.size >= MAX_WATCHED) break
  }
  return [...people].slice(0, MAX_WATCHED)
}
