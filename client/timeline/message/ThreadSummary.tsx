import { MessagesSquare } from 'lucide-react'
import type { Message } from '../../../wire/messages.ts'
import { useFormat, useCatalogue } from '../../i18n/language.ts'
import { usePanels } from '../../navigation/panel.ts'
import { useNow } from '../../browser/useNow.ts'
import { useThreadNewsOf } from './useThreadNews.ts'

/** Shown under the root of a thread: the number of replies. A click opens the thread. */
export function ThreadSummary({ message }: { message: Message }) {
  const { messages: labels, timeline } = useCatalogue()
  const format = useFormat()
  const now = useNow(60_000)
  const { show } = usePanels()
  const news = useThreadNewsOf(message.id)
  if (!message.thread) return null
  const { count, last_at: last } = message.thread
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={() =>
        show({ kind: 'thread', conversationId: message.conversation_id, rootId: message.id })
      }
      className="mt-1 inline-flex min-h-8 items-center gap-2 rounded-control px-2 text-sm font-medium text-accent hover:bg-hover touch:min-h-11"
    >
      <MessagesSquare aria-hidden className="size-4" />
      {labels.threadSummary(count, format.stamp(last, now))}
      {news > 0 && (
        <span className="rounded-full bg-accent px-1.5 text-xs leading-5 text-on-accent">
          {timeline.newBelow(news)}
        </span>
      )}
    </button>
  )
}
