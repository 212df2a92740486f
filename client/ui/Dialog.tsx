import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useState, type ReactNode } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { classes } from './classes.ts'
import { IconButton } from './IconButton.tsx'
import { scrollStop } from './later/scroll-stop.ts'
import { rememberFocus } from './return-focus.ts'
import { BackCloses } from './BackCloses.tsx'

interface DialogProps {
  title: string
  description?: string
  /** The id of what a screen reader reads out when the dialog opens, where that is more than a line. */
  describedBy?: string
  onClose: () => void
  children: ReactNode
  className?: string
}

/**
 * The dialog is open as long as it is rendered. When it closes, it gives the focus back to the element that had it.
 * It does not if another element has taken the focus.
 */
export function Dialog(props: DialogProps) {
  const { title, description, describedBy, onClose, children, className } = props
  const catalogue = useCatalogue()
  const [giveBack] = useState(rememberFocus)
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-dialog animate-appear bg-scrim" />
        <Radix.Content
          {...(description === undefined && { 'aria-describedby': describedBy })}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (document.activeElement === document.body) giveBack()
          }}
          className={classes(
            'dialog-place fixed inset-x-0 z-dialog mx-auto flex animate-rise flex-col',
            'w-[calc(100%-2rem)] max-w-md rounded-card border border-line bg-bg shadow-card',
            className,
          )}
        >
          <BackCloses />
          <div className="flex items-start gap-2 ps-4 pe-2 pt-2">
            <div className="min-w-0 flex-1 py-1">
              <Radix.Title className="text-lg font-bold">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="text-sm text-muted">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton icon={X} label={catalogue.conversations.close} />
            </Radix.Close>
          </div>
          <section ref={scrollStop} className="min-h-0 flex-1 overflow-y-auto p-4 pt-2">
            {children}
          </section>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
