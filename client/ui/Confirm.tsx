import type { ReactNode } from 'react'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

interface ConfirmProps {
  title: string
  body: string
  yes: string
  /** Gives the button the look of an action that is hard to undo. */
  danger?: boolean
  busy?: boolean
  onYes: () => void
  onClose: () => void
  /** More details, or the reason of a failure. */
  children?: ReactNode
}

/**
 * Asks for a confirmation. The cancel button has the focus, so that a second press of Enter does not
 * confirm.
 */
export function Confirm(props: ConfirmProps) {
  const { cancel } = usePeopleCatalogue()
  const { title, body, yes, danger = true, busy = false, onYes, onClose, children } = props
  return (
    <Dialog title={title} description={body} onClose={onClose}>
      {children}
      <div className="flex flex-wrap justify-end gap-2 pt-2">
        <Button autoFocus onClick={onClose}>
          {cancel}
        </Button>
        <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={onYes}>
          {yes}
        </Button>
      </div>
    </Dialog>
  )
}
