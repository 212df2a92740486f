import { use, useEffect, useRef } from 'react'
import type { Message } from '../../../wire/messages.ts'
import { NoteContext } from '../../requests/useAttempts.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { plainText } from '../../markup/blocks.ts'
import { usePeople, useMessagePlace } from '../../conversation/context.ts'
import { useBlocked } from '../../conversation/useBlocked.ts'
import { useQuoted } from './useQuoted.ts'

interface QuoteProps {
  id: string
  /** None when it is not in what is loaded. */
  loaded: Message | null
}

/** What a message answers to. A click goes there. */
export function Quote({ id, loaded }: QuoteProps) {
  const { messages: labels, timeline } = useCatalogue()
  const { jumpTo } = useMessagePlace()
  const { nameOf, group } = usePeople()
  const blocked = useBlocked(group)
  const note = use(NoteContext)
  const button = useRef<HTMLButtonElement>(null)
  const { quoted, again } = useQuoted(id, loaded, button)
  /** Somebody clicked before it was there. */
  const waiting = useRef(false)
  const message = quoted.kind === 'there' ? quoted.message : null
  const author = message && nameOf(message.sender_id)
  const body = message && (message.deleted_at ? timeline.deleted : plainText(message.body))
  const shown = message && blocked.has(message.sender_id ?? '') ? labels.blocked : body
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
          <bdi className="block truncate font-medium">{author}</bdi>
          <bdi className="line-clamp-2 [overflow-wrap:anywhere] opacity-85">{shown}</bdi>
        </>
      ) : (
        unknown
      )}
    </button>
  )
}
