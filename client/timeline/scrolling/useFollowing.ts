import { useEffect } from 'react'
import { useMessenger } from '../../messenger/context.ts'

/**
 * Tells the store whether the reader is at the end of this conversation or thread. The store then drops
 * only messages that are not shown.
 */
export function useFollowing(id: string, away: boolean): void {
  const messenger = useMessenger()
  useEffect(() => messenger.timeline.setFollowing(id, !away), [messenger, id, away])
}
