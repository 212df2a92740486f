import type {
  InvitationDraft,
  InvitationList,
  MadeInvitation,
  OpenedInvitation,
} from '../../wire/invitations/invitations.ts'
import type { Messenger } from '../realtime/messenger.ts'
import { paths } from '../navigation/routes.ts'

/** The requests about invitations. All throw RequestError. */

const base = '/api/invitations'
const placeOf = (groupId: string | null) =>
  groupId === null ? base : `/api/conversations/${groupId}/invitations`

export const invitationsOf = ({ rooms }: Messenger, groupId: string | null) =>
  rooms.ask<InvitationList>('GET', placeOf(groupId))

/** `clientId` names the creation. A second call with the same one gets the link of the first. */
export const makeInvitation = (
  { rooms }: Messenger,
  groupId: string | null,
  clientId: string,
  draft: InvitationDraft,
) => rooms.ask<MadeInvitation>('POST', placeOf(groupId), { ...draft, client_id: clientId })

export const revokeInvitation = ({ rooms }: Messenger, id: string) =>
  rooms.ask('DELETE', `${base}/${id}`)

/** Without `accept` it only asks what the link leads to. */
export async function openInvitation({ rooms }: Messenger, token: string, accept: boolean) {
  const opened = await rooms.ask<OpenedInvitation>('POST', `${base}/open`, { token, accept })
  if (opened.conversation !== null) rooms.adopt(opened.conversation)
  return opened
}

export const addressOf = (token: string) => location.origin + paths.invitation(token)
