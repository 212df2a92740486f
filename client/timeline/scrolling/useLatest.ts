import { useCallback, useEffect, useRef } from 'react'
import { useMessenger } from '../../messenger/context.ts'
import { useAttempts } from '../../requests/useAttempts.ts'
import type { PendingMessage } from '../../realtime/store/pending-message.ts'

/**
 * Returns a function that scrolls to the newest message of a conversation or thread. Sending a message does
 * it too.
 */
export function useLatest(
  id: string,
  pending: readonly PendingMessage[],
  toEnd: () => void,
): () => void {
  const messenger = useMessenger()
  const attempt = useAttempts()
  const toLatest = useCallback(() => {
    attempt(messenger.timeline.toLatest(id).then(toEnd))
  }, [messenger, id, toEnd, attempt])

  const newest = pending.at(-1)?.client_id
  // A text is sent before a file that was written earlier. The file is then the newest again, but it is not new.
  const shown = useRef(pending)
  useEffect(() => {
    const isNew = newest && !shown.current.some(({ client_id }) => client_id === newest)
    shown.current = pending
    if (isNew) toLatest()
  }, [newest, pending, toLatest])
  return toLatest
}
