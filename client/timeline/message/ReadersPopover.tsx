import { Popover } from 'radix-ui'
import { useState, type ReactElement } from 'react'
import { authorOf, isBy } from '../../../wire/author.ts'
import type { Conversation, Participant } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import { useConversation } from '../../messenger/context.ts'
import { useParticipants } from '../../conversation/useParticipants.ts'
import { More } from '../../requests/More.tsx'
import { useCatalogue } from '../../i18n/language.ts'
import { usePeopleCatalogue } from '../../i18n/people.ts'
import { useGroupsCatalogue } from '../../i18n/groups.ts'
import { personOf } from '../../conversation/names.ts'
import PersonCard from '../../people/PersonCard.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { MessagePopover } from './MessagePopover.tsx'

interface ReadersPopoverProps {
  message: Message
  children: ReactElement
  onClose: () => void
  returnFocus: () => void
}

/** The participants who have read a message, and those who have not. */
export default function ReadersPopover({ message, children, ...rest }: ReadersPopoverProps) {
  const { messages: labels } = useCatalogue()
  const conversation = useConversation(message.conversation_id)
  const opener = <Popover.Trigger asChild>{children}</Popover.Trigger>
  return (
    <MessagePopover label={labels.seenBy} opener={opener} side="top" {...rest}>
      {conversation && <Readers conversation={conversation} message={message} />}
    </MessagePopover>
  )
}

interface ReadersProps {
  conversation: Conversation
  message: Message
}

/** In a large group, the participants that are loaded so far. */
function Readers({ conversation, message }: ReadersProps) {
  const { messages: labels } = useCatalogue()
  const groups = useGroupsCatalogue()
  const { people, more } = useParticipants(conversation)
  const author = authorOf(message)
  const readers = people.filter(({ user_id }) => !isBy(author, user_id))
  const sections = [
    { label: labels.seenBy, people: readers.filter((one) => one.last_read_seq >= message.seq) },
    { label: labels.notSeenBy, people: readers.filter((one) => one.last_read_seq < message.seq) },
  ]
  return (
    <>
      {sections.map(({ label, people }) =>
        people.length === 0 ? null : <Section key={label} label={label} people={people} />,
      )}
      {more && (
        <More label={groups.showMore(people.length, conversation.participant_count)} load={more} />
      )}
    </>
  )
}

function Section({ label, people }: { label: string; people: readonly Participant[] }) {
  return (
    <section aria-label={label} className="not-first:mt-3">
      <h3 className="mb-1 text-xs font-medium text-muted">{label}</h3>
      <ul>
        {people.map((one) => (
          <li key={one.user_id}>
            <Reader one={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Opens the profile card beside the row. The list below stays open, because the card belongs to it. */
function Reader({ one }: { one: Participant }) {
  const labels = usePeopleCatalogue()
  const [row, setRow] = useState<HTMLElement | null>(null)
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={(event) => setRow(event.currentTarget)}
        className="ring-inside flex min-h-9 w-full items-center gap-2 rounded-control px-1 text-start hover:bg-hover touch:min-h-11"
      >
        <span className="sr-only">{labels.aboutNamed} </span>
        <Avatar id={one.user_id} name={one.display_name} url={one.avatar_url} size="small" />
        <span className="min-w-0 truncate">
          <bdi>{one.display_name}</bdi>
        </span>
      </button>
      {row && <PersonCard person={personOf(one)} anchor={row} onClose={() => setRow(null)} />}
    </>
  )
}
