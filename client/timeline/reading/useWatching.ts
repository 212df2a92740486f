import type { Conversation } from '../../../wire/conversations.ts'
import { isOnScreen } from '../../browser/attention.ts'
import { useAttention } from '../../browser/useAttention.ts'
import type { Timeline } from '../../realtime/store/messenger-state.ts'

/**
 * `isWatched`: the user looks at this tab, and what is new comes one by one. `isUnseen`: nobody can see what comes.
 */
export function useWatching({ last_seq }: Conversation, { freshness, messages }: Timeline) {
  const attention = useAttention()
  const isUnseen = freshness === 'syncing' || !isOnScreen()
  // Without a connection, a page may come with messages that the counts of this browser know nothing of.
  const isKnown = freshness === 'current' || (messages.at(-1)?.seq ?? 0) <= last_seq
  return { isWatched: attention && !isUnseen && isKnown, isUnseen }
}
