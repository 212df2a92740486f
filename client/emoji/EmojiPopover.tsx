import { Popover } from 'radix-ui'
import type { ReactElement } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { EmojiPicker } from './EmojiPicker.tsx'

interface EmojiPopoverProps {
  children: ReactElement
  onPick: (emoji: string) => void
  onClose: () => void
  /** Moves the focus when the popover closes, because its button may be gone. */
  returnFocus: () => void
  quick?: boolean
}

/** The picker on top of the page, inside the main landmark. It is open as long as it is rendered. */
export default function EmojiPopover(props: EmojiPopoverProps) {
  const { messages: labels } = useCatalogue()
  return (
    <Popover.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Popover.Trigger asChild>{props.children}</Popover.Trigger>
      <Popover.Portal container={document.querySelector('main')}>
        <Popover.Content
          aria-label={labels.emoji}
          side="top"
          align="center"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            props.returnFocus()
          }}
          className="z-popover flex w-[min(20rem,calc(100vw-1rem))] animate-appear rounded-card border border-line bg-bg shadow-card"
        >
          <EmojiPicker
            quick={props.quick ?? false}
            onPick={(emoji) => {
              props.onPick(emoji)
              props.onClose()
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
