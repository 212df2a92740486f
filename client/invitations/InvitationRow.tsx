import { useState } from 'react'
import type { Invitation } from '../../wire/invitations/invitations.ts'
import { useInvitationsCatalogue } from '../i18n/invitations.ts'
import { useFormat } from '../i18n/language.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import { failureOf } from '../requests/failure.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'
import { revokeInvitation } from './requests.ts'

interface InvitationRowProps {
  invitation: Invitation
  onRevoked: () => void
}

export function InvitationRow({ invitation, onRevoked }: InvitationRowProps) {
  const labels = useInvitationsCatalogue()
  const format = useFormat()
  const messenger = useMessenger()
  const me = useMessengerState((state) => state.me.id)
  const { busy, failure, run } = useAction()
  const [now] = useState(() => new Date())
  const { inviter, ends_at, max_uses, uses } = invitation
  const link = inviter.id === me ? labels.madeByYou : labels.madeBy(inviter.display_name)
  const came = labels.used(uses, max_uses)
  const end = ends_at === null ? labels.endsNever : labels.endsAt(format.dayWithin(ends_at, now))

  const revoke = () =>
    run(async () => {
      await revokeInvitation(messenger, invitation.id).catch((error: unknown) => {
        // The link was revoked already, or has ended, and this is what the person wants.
        if (failureOf(error).code !== 'not_found') throw error
      })
      announce(labels.revoked)
      onRevoked()
    })

  return (
    <div className="flex flex-wrap items-center gap-x-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{link}</p>
        <p className="text-sm text-muted">
          {came} · {end}
        </p>
      </div>
      <Button
        look="quiet-danger"
        busy={busy}
        aria-label={labels.revokeLink(link, came)}
        onClick={() => void revoke()}
      >
        {labels.revoke}
      </Button>
      <FailureNote failure={failure} className="basis-full" />
    </div>
  )
}
