import { authorKey, authorOf, isBy } from '../../wire/author.ts'
import type { SearchAnswer } from '../../wire/search.ts'
import { useMessengerState } from '../messenger/context.ts'
import { messageLine } from '../markup/message-line.ts'
import { paths } from '../navigation/routes.ts'
import { useFormat, useCatalogue } from '../i18n/language.ts'
import { isolate } from '../i18n/en/isolate.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Link } from '../ui/Link.tsx'
import { Excerpt } from './Excerpt.tsx'

interface ResultProps {
  found: SearchAnswer['items'][number]
  now: Date
}

/** One found message: author, conversation, time and excerpt. A click opens it. */
export function Result({ found, now }: ResultProps) {
  const catalogue = useCatalogue()
  const format = useFormat()
  const me = useMessengerState((state) => state.me)
  const { message, excerpt, author, conversation } = found
  const { nobody } = catalogue.conversations
  const name = author?.display_name ?? nobody
  const { other } = conversation
  // In a conversation of two, the counterpart as the author already names the conversation.
  const writer = authorOf(message)
  const isNamed = other !== null && isBy(writer, other.id)
  const place = [
    ...(isNamed ? [] : [isolate(conversation.title ?? other?.display_name ?? nobody)]),
    ...(message.thread_root === null ? [] : [catalogue.messages.threadTitle]),
  ]
  return (
    <li>
      <Link
        href={paths.message(message)}
        className="ring-inside flex gap-3 rounded-card px-3 py-2 hover:bg-hover"
      >
        <Avatar id={authorKey(writer)} name={name} url={author?.avatar_url ?? null} size="small" />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">
              <bdi>{isBy(writer, me.id) ? catalogue.timeline.you : name}</bdi>
            </span>
            <time
              dateTime={message.created_at}
              title={format.full(message.created_at)}
              className="shrink-0 text-xs text-muted"
            >
              {format.stamp(message.created_at, now)}
            </time>
          </span>
          {place.length > 0 && (
            <span className="block truncate text-xs text-muted">{place.join(' · ')}</span>
          )}
          <span className="mt-0.5 line-clamp-3 text-sm [overflow-wrap:anywhere]">
            <bdi>
              {excerpt.trim() === '' ? (
                // Only files without a text have no excerpt, and they mention nobody.
                messageLine(message, catalogue.messages, () => undefined)
              ) : (
                <Excerpt text={excerpt} />
              )}
            </bdi>
          </span>
        </span>
      </Link>
    </li>
  )
}
