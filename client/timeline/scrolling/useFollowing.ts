import { useEffect } from 'react'
import { useMessenger } from '../../messenger/context.ts'

/** Tells whether somebody is at the end of a conversation, or of a thread by its root, so that what they see is kept. */
export function useFollowing(id: string, away: boolean): void {
  const messenger = useMessenger()
  useEffect(() => messenger.timeline.setFollowing(id, !away), [messenger, id, away])
}
