import { describe, expect, test } from 'vitest'
import { conversationKinds, type ConversationKind } from './conversation-kinds.ts'
import {
  mayAddPeople,
  mayChangeConversation,
  mayDeleteMessage,
  mayEditMessage,
  mayGiveRoles,
  mayLeave,
  mayReact,
  mayRemove,
  type Role,
} from './permissions.ts'

const roles: Role[] = ['owner', 'admin', 'member']
const own = { sender_id: 'ada', kind: 'text' } as const
const theirs = { sender_id: 'ben', kind: 'text' } as const
const line = { sender_id: 'ada', kind: 'system' } as const
const orphan = { sender_id: null, kind: 'text' } as const
const actor = (kind: ConversationKind, role: Role) => ({ userId: 'ada', kind, role })
const withRoles = (kind: ConversationKind) =>
  kind === 'GROUP' || kind === 'HANGOUT' || kind === 'DARK_ROOM'
const addsPeople = (kind: ConversationKind) => kind === 'GROUP'

describe('a message', () => {
  test('is edited only by its author, whatever the roles', () => {
    expect(mayEditMessage(own, { userId: 'ada' })).toBe(true)
    for (const message of [theirs, line, orphan]) {
      expect(mayEditMessage(message, { userId: 'ada' })).toBe(false)
    }
  })

  test.each(conversationKinds)('of one’s own is deleted in a %s in any role', (kind) => {
    for (const role of roles) expect(mayDeleteMessage(own, actor(kind, role))).toBe(true)
  })

  test.each(conversationKinds)(
    'of another person in a %s is deleted by its owner and admins',
    (kind) => {
      for (const role of roles) {
        const may = withRoles(kind) && role !== 'member'
        expect(mayDeleteMessage(theirs, actor(kind, role))).toBe(may)
        expect(mayDeleteMessage(orphan, actor(kind, role))).toBe(may)
      }
    },
  )

  test('that is a system line is not deleted, edited or reacted to by anybody', () => {
    expect(mayDeleteMessage(line, actor('GROUP', 'owner'))).toBe(false)
    expect(mayEditMessage(line, { userId: 'ada' })).toBe(false)
    expect(mayReact(line)).toBe(false)
    expect(mayReact(theirs)).toBe(true)
  })
})

test.each(conversationKinds)(
  'a %s is changed, and gets new people if it is no room, by its owner and admins',
  (kind) => {
    for (const role of roles) {
      const may = withRoles(kind) && role !== 'member'
      expect(mayChangeConversation(actor(kind, role))).toBe(may)
      expect(mayAddPeople(actor(kind, role))).toBe(may && addsPeople(kind))
      expect(mayGiveRoles(actor(kind, role))).toBe(withRoles(kind) && role === 'owner')
    }
    expect(mayLeave({ kind })).toBe(withRoles(kind))
  },
)

const removals: [Role, Role[]][] = [
  ['owner', ['admin', 'member']],
  ['admin', ['member']],
  ['member', []],
]
test.each(removals)('the %s of a group removes those in the roles %j', (mine, removable) => {
  expect(roles.filter((role) => mayRemove(actor('GROUP', mine), role))).toEqual(removable)
})

test('nobody is removed from a pair', () => {
  for (const mine of roles) {
    for (const role of roles) expect(mayRemove(actor('DIRECT', mine), role)).toBe(false)
  }
})
