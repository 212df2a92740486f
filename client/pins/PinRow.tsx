import { PinOff } from 'lucide-react'
import { authorOf, isBy, personIdOf } from '../../wire/author.ts'
import type { Conversation } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'
import { mayPinMessage } from '../../wire/permissions.ts'
import { nameIn, personIn, type KnownPeople } from '../conversation/names.ts'
import { useNow } from '../browser/useNow.ts'
import { useCatalogue, useFormat } from '../i18n/language.ts'
import { usePinsCatalogue } from '../i18n/pins.ts'
import { cutText } from '../../wire/text/cut.ts'
import { messageLine } from '../markup/message-line.ts'
import { useMessenger } from '../messenger/context.ts'
import { paths } from '../navigation/routes.ts'
import { pinMessage } from './requests.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { announce } from '../ui/announcer.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Link } from '../ui/Link.tsx'

interface PinRowProps {
  conversation: Conversation
  message: Message
  people: KnownPeople
}

/** One pinned message: author, time and beginning. A click shows it in its place. */
export function PinRow({ conversation, message, people }: PinRowProps) {
  const catalogue = useCatalogue()
  const labels = usePinsCatalogue()
  const format = useFormat()
  const now = useNow(60_000)
  const messenger = useMessenger()
  const { failure, run } = useAction()
  const author = authorOf(message)
  const name = isBy(author, conversation.me.user_id)
    ? catalogue.timeline.you
    : (nameIn(conversation, people, personIdOf(author)) ?? catalogue.conversations.nobody)
  const body = messageLine(message, catalogue.messages, (id) => personIn(conversation, people, id))
  const actor = { kind: conversation.kind, role: conversation.me.role }

  async function unpin() {
    if (await run(() => pinMessage(messenger, message, false))) announce(labels.unpinned)
  }

  return (
    <li>
      <div className="flex items-center gap-1 rounded-card hover:bg-hover">
        <Link
          href={paths.message(message)}
          className="ring-inside min-w-0 flex-1 rounded-card px-2 py-2"
        >
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">
              <bdi>{name}</bdi>
            </span>
            <time
              dateTime={message.created_at}
              title={format.full(message.created_at)}
              className="shrink-0 text-xs text-muted"
            >
              {format.stamp(message.created_at, now)}
            </time>
          </span>
          <span className="line-clamp-2 text-sm [overflow-wrap:anywhere]">
            <bdi>{body}</bdi>
          </span>
        </Link>
        {mayPinMessage(message, actor) && (
          <IconButton
            icon={PinOff}
            label={labels.unpinMessage(cutText(body, 40))}
            onClick={() => void unpin()}
          />
        )}
      </div>
      <FailureNote failure={failure} className="px-2" />
    </li>
  )
}
