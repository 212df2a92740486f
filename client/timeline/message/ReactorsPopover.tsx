import { Popover } from 'radix-ui'
import type { RefObject } from 'react'
import type { Message } from '../../../wire/messages.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { BackCloses } from '../../ui/BackCloses.tsx'
import { useReactionLabel } from './useReactionLabel.ts'

interface ReactorsPopoverProps {
  message: Message
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
  returnFocus: () => void
}

/** Who reacted to a message, and how. A mouse finds it at each reaction. A finger and a keyboard find no tooltip. */
export default function ReactorsPopover(props: ReactorsPopoverProps) {
  const { messages: labels } = useCatalogue()
  const labelOf = useReactionLabel()
  return (
    <Popover.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Popover.Anchor virtualRef={props.anchor} />
      <Popover.Portal container={document.querySelector('main')}>
        <Popover.Content
          aria-label={labels.reactions}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          tabIndex={0}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            props.returnFocus()
          }}
          className="z-popover max-h-[min(20rem,var(--radix-popover-content-available-height))] w-60 animate-appear overflow-y-auto rounded-card border border-line bg-bg p-3 shadow-card"
        >
          <BackCloses />
          <ul className="flex flex-col gap-2 text-sm [overflow-wrap:anywhere]">
            {props.message.reactions.map((reaction) => (
              <li key={reaction.emoji}>{labelOf(reaction)}</li>
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
