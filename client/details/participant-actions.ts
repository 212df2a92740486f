import { mayGiveRoles, mayRemove, type Actor, type Role } from '../../wire/permissions.ts'

export type ParticipantAction = 'make_admin' | 'make_member' | 'hand_over' | 'remove'

/** What an actor may do to another participant, in the order in which a menu shows it. */
export function participantActions(
  actor: Pick<Actor, 'kind' | 'role'>,
  theirs: Role,
): ParticipantAction[] {
  const roles: ParticipantAction[] = [
    theirs === 'admin' ? 'make_member' : 'make_admin',
    'hand_over',
  ]
  return [
    ...(mayGiveRoles(actor) && theirs !== 'owner' ? roles : []),
    ...(mayRemove(actor, theirs) ? (['remove'] as const) : []),
  ]
}
