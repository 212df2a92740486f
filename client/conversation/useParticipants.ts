import { useCallback, useEffect, useMemo, useState } from 'react'
import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import type { Conversation, Participant } from '../../wire/conversations.ts'
import { useMessenger } from '../messenger/context.ts'

const ranks = ['owner', 'admin', 'member']
const nobody: readonly Participant[] = []

/** The owner first, then admins, then by name. */
function inOrder(people: readonly Participant[]): Participant[] {
  return [...people].sort(
    (a, b) =>
      ranks.indexOf(a.role) - ranks.indexOf(b.role) || a.display_name.localeCompare(b.display_name),
  )
}

interface Listed {
  /** The state of the conversation when the first page was asked for. */
  of: string
  people: readonly Participant[]
  cursor: string | null
}

/**
 * The participants of a conversation. A small conversation carries all of them. Those of a large one come by pages,
 * and `more` asks for the next page. The pages begin anew when a person comes, goes or gets another role.
 */
export function useParticipants(conversation: Conversation): {
  people: readonly Participant[]
  more: (() => Promise<void>) | null
} {
  const messenger = useMessenger()
  const { id, kind, participants, participant_count: count } = conversation
  const [listed, setListed] = useState<Listed | null>(null)
  // A dark room carries the own alias only. Its count may be old, because joining is told to nobody.
  const isWhole = capabilitiesOf(kind).identity === 'person' && count <= participants.length
  const own = useMemo(() => inOrder(participants), [participants])
  const roles = participants.map(({ user_id, role }) => `${user_id} ${role}`).join()
  const state = `${id} ${count} ${roles}`

  const load = useCallback(
    async (before: Listed | null) => {
      const query = before?.cursor ? { cursor: before.cursor } : {}
      const page = await messenger.people.participants(id, query)
      const known = new Set(page.items.map(({ user_id }) => user_id))
      const kept = (before?.people ?? nobody).filter(({ user_id }) => !known.has(user_id))
      return { of: state, people: [...kept, ...page.items], cursor: page.next_cursor }
    },
    [messenger, id, state],
  )

  useEffect(() => {
    if (isWhole) return
    let isCurrent = true
    // Without an answer the first participants stay on the screen.
    load(null).then(
      (first) => isCurrent && setListed(first),
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [isWhole, load])

  if (isWhole) return { people: own, more: null }
  const current = listed?.of === state ? listed : null
  const more = current?.cursor ? async () => setListed(await load(current)) : null
  return { people: (current ?? listed)?.people ?? own, more }
}
