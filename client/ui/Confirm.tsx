import type { ReactNode } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

interface ConfirmProps {
  title: string
  body: string
  yes: string
  /** What cannot be taken back easily looks like it. */
  danger?: boolean
  busy?: boolean
  onYes: () => void
  onClose: () => void
  /** More to know, or why it did not work. */
  children?: ReactNode
}

/** Asks once more. The way back has the focus, so that nobody says yes by a second press of Enter. */
export function Confirm(props: ConfirmProps) {
  const { people } = useCatalogue()
  const { title, body, yes, danger = true, busy = false, onYes, onClose, children } = props
  return (
    <Dialog title={title} description={body} onClose={onClose}>
      {children}
      <div className="flex flex-wrap justify-end gap-2 pt-2">
        <Button autoFocus onClick={onClose}>
          {people.cancel}
        </Button>
        <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={onYes}>
          {yes}
        </Button>
      </div>
    </Dialog>
  )
}
