import { useSyncExternalStore } from 'react'
import { useMessenger } from '../messenger/context.ts'

/** What moderators told this person, and what holds now. */
export function useNotices() {
  const { moderation } = useMessenger()
  return useSyncExternalStore(moderation.subscribe, moderation.notices)
}
