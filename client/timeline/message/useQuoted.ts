import { useEffect, useState, type RefObject } from 'react'
import type { Message } from '../../../wire/messages.ts'
import { useMessenger, useMessengerState } from '../../messenger/context.ts'
import type { Quoted } from '../../realtime/model.ts'
import { useMessagePlace } from '../../conversation/context.ts'

/** How near to the screen a quote is before its message is asked for: a long history quotes more than anybody reads. */
const MARGIN = '300px'

const loading: Quoted = { kind: 'loading' }

/** The message that a quote is of: the one that is loaded with the conversation, else asked for once the quote is seen. */
export function useQuoted(
  id: string,
  loaded: Message | null,
  quote: RefObject<HTMLElement | null>,
): { quoted: Quoted; again: () => void } {
  const messenger = useMessenger()
  const { conversationId } = useMessagePlace()
  const far = useMessengerState((state) => state.quoted[id])
  const [seen, setSeen] = useState(false)
  const [tries, setTries] = useState(0)
  const missing = loaded === null

  useEffect(() => {
    if (!missing || seen || !quote.current) return
    const observer = new IntersectionObserver(
      (entries) => setSeen(entries.some(({ isIntersecting }) => isIntersecting)),
      { rootMargin: MARGIN },
    )
    observer.observe(quote.current)
    return () => observer.disconnect()
  }, [missing, seen, quote])

  useEffect(() => {
    if (missing && seen) return messenger.timeline.showQuoted(conversationId, id)
  }, [messenger, conversationId, id, missing, seen, tries])

  return {
    quoted: loaded ? { kind: 'there', message: loaded } : (far ?? loading),
    again: () => setTries((count) => count + 1),
  }
}
