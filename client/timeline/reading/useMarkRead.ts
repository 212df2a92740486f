import { useEffect } from 'react'
import { useMessenger } from '../../messenger/context.ts'

interface MarkReadOptions {
  conversationId: string
  /** The newest message, and the newest one that is marked already. */
  lastSeq: number
  readSeq: number
  /** Its end is on the screen, and somebody looks at it. */
  watching: boolean
}

export function useMarkRead({ conversationId, lastSeq, readSeq, watching }: MarkReadOptions): void {
  const messenger = useMessenger()
  useEffect(() => {
    if (watching && lastSeq > readSeq) messenger.timeline.markRead(conversationId, lastSeq)
  }, [messenger, conversationId, lastSeq, readSeq, watching])
}
