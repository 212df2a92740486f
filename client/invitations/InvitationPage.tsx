import { MailOpen, MailX } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { OpenedInvitation } from '../../wire/invitations/invitations.ts'
import { useInvitationsCatalogue } from '../i18n/invitations.ts'
import { useMessenger } from '../messenger/context.ts'
import { takeAgreement } from '../navigation/invitation.ts'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { CopyLink } from './CopyLink.tsx'
import { Link } from '../ui/Link.tsx'
import { Notice } from '../ui/Notice.tsx'
import { addressOf, openInvitation } from './requests.ts'

/**
 * The page of an invitation link. It opens the conversation at once for a person who is in it, and for a person who
 * signed in to accept the link. It asks everybody else, because another site may have led them here.
 */
export default function InvitationPage({ token }: { token: string }) {
  const labels = useInvitationsCatalogue()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()
  const [opened, setOpened] = useState<OpenedInvitation | null>(null)

  const open = (accept: boolean) =>
    run(async () => {
      const answer = await openInvitation(messenger, token, accept)
      setOpened(answer)
      // The history forgets the link, because "back" would only lead here again.
      if (answer.conversation) {
        navigate(paths.conversation(answer.conversation.id), { replace: true })
      }
    })
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void open(takeAgreement(token))
  })

  if (failure && opened === null) {
    return (
      <Notice icon={<MailX aria-hidden className="size-6" />} title={labels.cannotOpen}>
        <FailureNote failure={failure} messages={labels.openFailures} />
        {!isFinal(failure.code) && (
          <Button busy={busy} onClick={() => void open(false)}>
            {labels.retry}
          </Button>
        )}
        <Home />
      </Notice>
    )
  }
  if (opened === null || opened.conversation) {
    return (
      <p role="status" className="animate-late p-6 text-center text-muted">
        {labels.opening}
      </p>
    )
  }
  const { inviter, title, is_own } = opened
  if (is_own) {
    return (
      <Notice
        icon={<MailOpen aria-hidden className="size-6" />}
        title={labels.ownTitle}
        body={labels.ownBody}
      >
        <CopyLink address={addressOf(token)} labels={labels} look="primary" />
        <Home />
      </Notice>
    )
  }
  return (
    <Notice
      icon={<MailOpen aria-hidden className="size-6" />}
      title={title === null ? labels.invitesYou(inviter) : labels.invitesToGroup(inviter, title)}
    >
      <Button look="primary" busy={busy} onClick={() => void open(true)}>
        {title === null ? labels.start : labels.join}
      </Button>
      <FailureNote failure={failure} messages={labels.openFailures} />
      <Home />
    </Notice>
  )
}

/** A retry would get the same answer. */
const isFinal = (code: string | null) =>
  ['not_found', 'was_removed', 'forbidden', 'conversation_full'].includes(code ?? '')

function Home() {
  const labels = useInvitationsCatalogue()
  return (
    <Link href={paths.home} className="font-medium text-accent underline-offset-4 hover:underline">
      {labels.home}
    </Link>
  )
}
