import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import type { Conversation } from '../../wire/conversations.ts'
import { useBlocked } from '../conversation/useBlocked.ts'
import { usePinsCatalogue } from '../i18n/pins.ts'
import { More } from '../requests/More.tsx'
import { PinRow } from './PinRow.tsx'
import { shownPins } from './shown-pins.ts'
import { usePins } from './usePins.ts'

/** The pinned messages in the details of a conversation, the newest pin first. */
export function PinnedMessages({ conversation }: { conversation: Conversation }) {
  const labels = usePinsCatalogue()
  const blocked = useBlocked(!capabilitiesOf(conversation.kind).isPair)
  const { items, people, more } = usePins(conversation.id)
  const shown = shownPins(items, blocked)
  if (shown.length === 0) return null
  return (
    <section aria-label={labels.title} className="border-t border-line pt-4">
      <h3 className="mb-2 font-bold">{labels.title}</h3>
      <ul className="-mx-2">
        {shown.map((message) => (
          <PinRow key={message.id} conversation={conversation} message={message} people={people} />
        ))}
      </ul>
      {more && <More label={labels.more} load={more} />}
    </section>
  )
}
