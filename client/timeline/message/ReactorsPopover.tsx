import { Popover } from 'radix-ui'
import type { RefObject } from 'react'
import type { Message } from '../../../wire/messages.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { MessagePopover } from './MessagePopover.tsx'
import { useReactionLabel } from './useReactionLabel.ts'

interface ReactorsPopoverProps {
  message: Message
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
  returnFocus: () => void
}

/** Who reacted to a message, and how. A mouse finds it at each reaction. A finger and a keyboard find no tooltip. */
export default function ReactorsPopover({ message, anchor, ...rest }: ReactorsPopoverProps) {
  const { messages: labels } = useCatalogue()
  const labelOf = useReactionLabel()
  const opener = <Popover.Anchor virtualRef={anchor} />
  return (
    <MessagePopover label={labels.reactions} opener={opener} {...rest}>
      <ul className="flex flex-col gap-2 text-sm [overflow-wrap:anywhere]">
        {message.reactions.map((reaction) => (
          <li key={reaction.emoji}>{labelOf(reaction)}</li>
        ))}
      </ul>
    </MessagePopover>
  )
}
