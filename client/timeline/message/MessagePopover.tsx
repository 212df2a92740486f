import { Popover } from 'radix-ui'
import type { ReactNode } from 'react'
import { BackCloses } from '../../ui/BackCloses.tsx'

interface MessagePopoverProps {
  label: string
  /** The trigger or the anchor. The list stands beside it. */
  opener: ReactNode
  side?: 'top' | 'bottom'
  onClose: () => void
  returnFocus: () => void
  children: ReactNode
}

/** A small list about one message. It is open as long as it is rendered. */
export function MessagePopover(props: MessagePopoverProps) {
  return (
    <Popover.Root open onOpenChange={(open) => !open && props.onClose()}>
      {props.opener}
      <Popover.Portal container={document.querySelector('main')}>
        <Popover.Content
          aria-label={props.label}
          side={props.side ?? 'bottom'}
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
          {props.children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
