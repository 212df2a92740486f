import type { Participant } from '../../wire/conversations.ts'

export type Role = Participant['role']
export type ParticipantAction = 'make_admin' | 'make_member' | 'hand_over' | 'remove'

/** Whether this role may change the group: its name, its picture and its participants. */
export const mayChangeGroup = (mine: Role) => mine !== 'member'

/**
 * The actions one role may take on another participant, in the order of the menu. The server decides; the
 * page only hides what the server would refuse.
 */
export function participantActions(mine: Role, theirs: Role): ParticipantAction[] {
  if (theirs === 'owner') return []
  if (mine === 'owner') {
    return [theirs === 'admin' ? 'make_member' : 'make_admin', 'hand_over', 'remove']
  }
  return mine === 'admin' && theirs === 'member' ? ['remove'] : []
}
