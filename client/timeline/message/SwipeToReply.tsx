import { Reply } from 'lucide-react'
import { useEffect, useEffectEvent, type RefObject } from 'react'
import type { Message } from '../../../wire/messages.ts'
import { followSwipe } from '../../browser/swipe.ts'
import { useMessageActions } from './useMessageActions.ts'

interface SwipeToReplyProps {
  message: Message
  article: RefObject<HTMLElement | null>
}

/** A finger that draws a message aside replies to it. The menu of the message has the same action as a button. */
export default function SwipeToReply({ message, article }: SwipeToReplyProps) {
  const { reply } = useMessageActions(message)
  const isOffered = reply !== null
  const onSwipe = useEffectEvent(() => reply?.())
  useEffect(() => {
    if (isOffered && article.current) return followSwipe(article.current, () => onSwipe())
  }, [isOffered, article])
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute -start-8 top-1/2 -translate-y-1/2 text-accent opacity-(--swiped,0)"
    >
      <Reply className="size-5 rtl:-scale-x-100" />
    </span>
  )
}
