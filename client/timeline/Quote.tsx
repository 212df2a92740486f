import type { Message } from '../../wire/messages.ts'
import { useText } from '../i18n/language.ts'
import { plainText } from './markdown/blocks.ts'
import { usePeople, useTalk } from './talk.ts'

interface QuoteProps {
  id: string
  /** None when it lies before what is loaded. */
  quoted: Message | null
}

/** What a message answers to. A click goes there. */
export function Quote({ id, quoted }: QuoteProps) {
  const { messages: text, timeline } = useText()
  const { jumpTo, findQuoted } = useTalk()
  const { nameOf } = usePeople()
  const author = quoted && nameOf(quoted.sender_id)
  const words = quoted?.deleted_at ? timeline.deleted : plainText(quoted?.body ?? '')
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={author ? text.quotes(author, words) : text.quotedUnknown}
      onClick={() => (quoted ? jumpTo(quoted.seq) : findQuoted(id))}
      className="mb-1.5 block w-full rounded-control border-s-2 border-accent bg-bg/50 px-2 py-1 text-start text-sm hover:bg-bg/80"
    >
      {author ? (
        <>
          <bdi className="block truncate font-medium">{author}</bdi>
          <bdi className="line-clamp-2 [overflow-wrap:anywhere] opacity-85">{words}</bdi>
        </>
      ) : (
        text.quotedUnknown
      )}
    </button>
  )
}
