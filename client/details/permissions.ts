import type { Participant } from '../../wire/conversations.ts'

export type Role = Participant['role']
export type ParticipantAction = 'make_admin' | 'make_member' | 'hand_over' | 'remove'

/** Whether this role changes the group itself: its name, its picture, and who comes in. */
export const mayChangeGroup = (mine: Role) => mine !== 'member'

/**
 * What somebody of one role may do to another person in the group, in the order a menu shows it. The server has the
 * last word; this only keeps the page from offering what it would refuse.
 */
export function participantActions(mine: Role, theirs: Role): ParticipantAction[] {
  if (theirs === 'owner') return []
  if (mine === 'owner') {
    return [theirs === 'admin' ? 'make_member' : 'make_admin', 'hand_over', 'remove']
  }
  return mine === 'admin' && theirs === 'member' ? ['remove'] : []
}
