import { Link2, MessagesSquare } from 'lucide-react'
import { useInvitationsCatalogue } from '../i18n/invitations.ts'
import { useCatalogue } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Notice } from '../ui/Notice.tsx'
import { useDialogs } from '../navigation/dialogs.ts'

/**
 * Shown to a person without conversations. On a narrow screen it stands in the list, on a wide screen
 * beside it.
 */
export default function FirstSteps({ place }: { place: 'list' | 'pane' }) {
  const { conversations: labels } = useCatalogue()
  const { invite } = useInvitationsCatalogue()
  const openDialog = useDialogs()
  const notice = (
    <Notice
      icon={<MessagesSquare aria-hidden className="size-6" />}
      title={labels.emptyTitle}
      body={labels.emptyBody}
    >
      <Button look="primary" onClick={() => openDialog('new')}>
        {labels.startFirst}
      </Button>
      <Button onClick={() => openDialog('invite')}>
        <Link2 aria-hidden className="size-4" /> {invite}
      </Button>
    </Notice>
  )
  if (place === 'pane') return notice
  return (
    <div className="min-h-0 flex-1">
      <p className="hidden px-4 py-6 text-center text-sm text-muted sm:block">
        {labels.emptyTitle}
      </p>
      <div className={classes('h-full sm:hidden')}>{notice}</div>
    </div>
  )
}
