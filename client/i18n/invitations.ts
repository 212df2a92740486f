import { invitations, type InvitationsCatalogue } from './en/links/invitations.ts'
import { useCatalogue } from './language.ts'

/** English is fetched with the screens of invitations. Another language has this part in its own catalogue. */
export function useInvitationsCatalogue(): InvitationsCatalogue {
  return useCatalogue().invitations ?? invitations
}
