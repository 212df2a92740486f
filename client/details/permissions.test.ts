import { expect, test } from 'vitest'
import {
  mayChangeGroup,
  participantActions,
  type ParticipantAction,
  type Role,
} from './permissions.ts'

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
  expect(participantActions(mine, theirs)).toEqual(actions)
})

test.each([
  ['owner', true],
  ['admin', true],
  ['member', false],
] as const)('the %s changes the group and lets people in: %s', (role, may) => {
  expect(mayChangeGroup(role)).toBe(may)
})
