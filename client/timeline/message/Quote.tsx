import { use, useEffect, useRef, useState, type RefObject } from 'react'
import { authorOf, isByOneOf } from '../../../wire/author.ts'
import { contentOf } from '../../../wire/content.ts'
import type { Message } from '../../../wire/messages.ts'
import { NoteContext } from '../../requests/useAttempts.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { useMessageLine } from '../../markup/useMessageLine.ts'
import { useMessagePlace, usePeople } from '../../conversation/context.ts'
import { useBlocked } from '../../conversation/useBlocked.ts'
import { useMessenger, useMessengerState } from '../../messenger/context.ts'
import type { Quoted } from '../../realtime/store/messenger-state.ts'

/**
 * The distance to the screen at which a quoted message is requested. A long history quotes more messages than a
 * person reads.
 */
const MARGIN = '300px'
const loading: Quoted = { kind: 'loading' }

interface QuoteProps {
  id: string
  /** Null if the quoted message is not among the loaded ones. */
  loaded: Message | null
}

/** The message that another one replies to. A click jumps there. */
export function Quote({ id, loaded }: QuoteProps) {
  const { messages: labels, timeline } = useCatalogue()
  const { jumpTo } = useMessagePlace()
  const { nameOfAuthor, group } = usePeople()
  const blocked = useBlocked(group)
  const lineOf = useMessageLine()
  const note = use(NoteContext)
  const button = useRef<HTMLButtonElement>(null)
  const { quoted, again } = useQuoted(id, loaded, button)
  /** Set when the user clicked before the quoted message was there. */
  const waiting = useRef(false)
  const message = quoted.kind === 'there' ? quoted.message : null
  const author = message && nameOfAuthor(authorOf(message))
  const body =
    message &&
    (message.hidden_at ? timeline.hidden : message.deleted_at ? timeline.deleted : lineOf(message))
  const shown = message && isByOneOf(authorOf(message), blocked) ? labels.blocked : body
  const unknown = quoted.kind === 'gone' ? labels.quotedGone : labels.quotedUnknown

  const seq = message?.seq
  useEffect(() => {
    if (seq === undefined || !waiting.current) return
    waiting.current = false
    jumpTo(seq)
  }, [seq, jumpTo])

  function follow() {
    if (seq !== undefined) return jumpTo(seq)
    if (quoted.kind === 'gone') return note(labels.notFound)
    waiting.current = true
    if (quoted.kind === 'failed') again()
  }

  if (message && contentOf(message).kind === 'expired') return null
  return (
    <button
      ref={button}
      type="button"
      tabIndex={-1}
      aria-label={author && shown !== null ? labels.quotes(author, shown) : unknown}
      onClick={follow}
      className="mb-1.5 block w-full rounded-control border-s-2 border-accent bg-bg/50 px-2 py-1 text-start text-sm hover:bg-bg/80"
    >
      {author ? (
        <>
          <span className="block truncate font-medium">
            <bdi>{author}</bdi>
          </span>
          <span className="line-clamp-2 [overflow-wrap:anywhere] opacity-85">
            <bdi>{shown}</bdi>
          </span>
        </>
      ) : (
        unknown
      )}
    </button>
  )
}

/** The quoted message: the loaded one, or else one that is requested when the quote becomes visible. */
function useQuoted(
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
