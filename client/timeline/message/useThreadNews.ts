import { createContext, useContext, useMemo, useState } from 'react'
import { authorOf, isBy, isByOneOf } from '../../../wire/author.ts'
import { useMessengerState } from '../../messenger/context.ts'
import type { MessengerState, Timeline } from '../../realtime/store/messenger-state.ts'

type CountByRoot = ReadonlyMap<string, number>
type SeqByRoot = ReadonlyMap<string, number>

const none: CountByRoot = new Map()

export const ThreadNewsContext = createContext(none)
export const useThreadNewsOf = (rootId: string): number =>
  useContext(ThreadNewsContext).get(rootId) ?? 0

interface Reader {
  me: string
  blocked: ReadonlySet<string>
}

/**
 * The number of new replies of each thread: those that were unread when the conversation was opened, or came later, and
 * that the open thread has not shown. The server marks a conversation read as a whole, so they are not new on the next
 * visit.
 */
export function useThreadNews(timeline: Timeline, { me, blocked }: Reader): CountByRoot {
  const { messages } = timeline
  const [readUpTo] = useState(timeline.readUpTo)
  const open = useMessengerState((state) => state.threads)
  const [knownSeen, setKnownSeen] = useState<SeqByRoot>(none)
  const seen = withOpen(knownSeen, open)
  if (seen !== knownSeen) setKnownSeen(seen)
  return useMemo(() => {
    const news = new Map<string, number>()
    for (const message of messages) {
      const { thread_root: rootId, seq, deleted_at } = message
      const author = authorOf(message)
      if (rootId === null || seq <= Math.max(readUpTo, seen.get(rootId) ?? 0)) continue
      if (isBy(author, me) || isByOneOf(author, blocked) || deleted_at !== null) continue
      news.set(rootId, (news.get(rootId) ?? 0) + 1)
    }
    return news
  }, [messages, readUpTo, seen, me, blocked])
}

/** Returns the same map if the open threads have nothing newer. */
function withOpen(seen: SeqByRoot, open: MessengerState['threads']): SeqByRoot {
  const newest = Object.entries(open).map(
    ([id, { messages }]) => [id, messages.at(-1)?.seq ?? 0] as const,
  )
  const fresh = newest.filter(([id, seq]) => seq > (seen.get(id) ?? 0))
  return fresh.length === 0 ? seen : new Map([...seen, ...fresh])
}
