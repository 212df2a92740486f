import { Popover } from 'radix-ui'
import { useState, type ReactElement, type RefObject } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { EmojiPicker } from './EmojiPicker.tsx'
import { BackCloses } from '../ui/BackCloses.tsx'
import { isTouch } from '../browser/touch.ts'

interface EmojiPopoverProps {
  /** The person whose last choices come first. */
  owner: string
  /** The button that opens and closes the picker. */
  children?: ReactElement
  /** What the picker stands beside, if that is not the button. */
  anchor?: RefObject<HTMLElement | null>
  onPick: (emoji: string) => void
  onClose: () => void
  /** Moves the focus when the popover closes, because its button may be gone. */
  returnFocus: () => void
}

/**
 * The picker on top of the page, inside the main landmark. It is open as long as it is rendered. On a touch screen it
 * leaves the focus where it is: an open keyboard stays open, and a closed one stays closed.
 */
export default function EmojiPopover(props: EmojiPopoverProps) {
  const { messages: labels } = useCatalogue()
  const [keepsFocus] = useState(isTouch)
  return (
    <Popover.Root open onOpenChange={(open) => !open && props.onClose()}>
      {props.anchor && <Popover.Anchor virtualRef={props.anchor} />}
      {props.children && <Popover.Trigger asChild>{props.children}</Popover.Trigger>}
      <Popover.Portal container={document.querySelector('main')}>
        <Popover.Content
          aria-label={labels.emoji}
          side="top"
          align="center"
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={(event) => keepsFocus && event.preventDefault()}
          // The button beside the picker closes it by itself.
          onPointerDownOutside={(event) => {
            if (props.anchor?.current?.contains(event.target as Node)) event.preventDefault()
          }}
          // A finger on an emoji must not take the focus out of the text box.
          onMouseDown={(event) => {
            const inBox = event.target instanceof HTMLInputElement
            if (keepsFocus && !inBox) event.preventDefault()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!keepsFocus) props.returnFocus()
          }}
          className="z-popover flex w-[min(20rem,calc(100vw-1rem))] animate-appear rounded-card border border-line bg-bg shadow-card"
        >
          <BackCloses />
          <EmojiPicker
            owner={props.owner}
            takesFocus={!keepsFocus}
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
