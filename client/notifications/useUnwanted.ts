import { useEffect } from 'react'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { closeDesktop } from './desktop.ts'

/** A desktop notification goes when its sender is blocked, and when this person is in its conversation no more. */
export function useUnwanted(): void {
  const messenger = useMessenger()
  const blocked = useMessengerState((state) => state.blocked)
  useEffect(() => {
    closeDesktop(({ sender_id }) => blocked.some(({ id }) => id === sender_id))
  }, [blocked])
  useEffect(
    () =>
      messenger.conversations.onGone((ids) => {
        closeDesktop(({ conversation_id }) => ids.includes(conversation_id))
      }),
    [messenger],
  )
}
