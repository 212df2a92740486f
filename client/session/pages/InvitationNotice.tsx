import { useEffect, useState } from 'react'
import type { InvitationFace } from '../../../wire/invitations/invitations.ts'
import { useInvitationsCatalogue } from '../../i18n/invitations.ts'
import { agreeToInvitation, invitationIn } from '../../navigation/invitation.ts'
import { api } from '../../requests/http.ts'
import { RequestError } from '../../requests/request-error.ts'
import { Alert } from './parts/Alert.tsx'

const look = (token: string) => api<InvitationFace>('POST', '/api/invitations/look', { token })

type Looked = InvitationFace | 'over' | null

/** Above the sign-in form of a person who opened an invitation: who invites them, and to what. */
export function InvitationNotice({ maySignUp }: { maySignUp: boolean }) {
  const labels = useInvitationsCatalogue()
  const token = invitationIn(location.pathname)
  const [looked, setLooked] = useState<Looked>(null)
  useEffect(() => {
    if (token === null) return
    let isCurrent = true
    void look(token).then(
      (face) => {
        if (!isCurrent) return
        setLooked(face)
        agreeToInvitation(token)
      },
      (error: unknown) => {
        // Without an answer the person signs in, and the page asks then.
        const isOver = error instanceof RequestError && error.code === 'not_found'
        if (isCurrent && isOver) setLooked('over')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [token])

  if (token === null || looked === null) return null
  if (looked === 'over') return <Alert kind="note">{labels.openFailures.not_found}</Alert>
  const { inviter, title } = looked
  return (
    <Alert kind="note">
      <span className="block font-medium text-text">
        {title === null ? labels.invitesYou(inviter) : labels.invitesToGroup(inviter, title)}
      </span>
      {maySignUp ? labels.signInHelp : labels.noSignUp}
    </Alert>
  )
}
