import { expect, test } from 'vitest'
import type { Role } from '../../wire/permissions.ts'
import { participantActions, type ParticipantAction } from './participant-actions.ts'

const table: [Role, Role, ParticipantAction[]][] = [
  ['owner', 'admin', ['make_member', 'hand_over', 'remove']],
  ['owner', 'member', ['make_admin', 'hand_over', 'remove']],
  ['owner', 'owner', []],
  ['admin', 'owner', []],
  ['admin', 'admin', []],
  ['admin', 'member', ['remove']],
  ['member', 'owner', []],
  ['member', 'admin', []],
  ['member', 'member', []],
]

test.each(table)('what the %s may do to the %s: %j', (mine, theirs, actions) => {
  expect(participantActions({ kind: 'GROUP', role: mine }, theirs)).toEqual(actions)
})
