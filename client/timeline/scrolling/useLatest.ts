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
  const written = useRef(newest)
  useEffect(() => {
    if (newest && newest !== written.current) toLatest()
    written.current = newest
  }, [newest, toLatest])
  return toLatest
}
