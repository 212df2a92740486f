// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { Conversation } from '../../wire/conversations.ts'
import { ADA, BEN, conversation, participant } from '../testing/fixtures.ts'
import { ConversationAvatar } from './ConversationAvatar.tsx'

afterEach(cleanup)

const initials = (change: Partial<Conversation>) => {
  const shown = conversation({ kind: 'GROUP', title: 'Chess', ...change })
  const { container } = render(<ConversationAvatar conversation={shown} me={ADA} title="Chess" />)
  const faces = [...container.querySelectorAll<HTMLElement>('[data-initials]')]
  return faces.map(({ dataset }) => dataset['initials']).join('')
}
const people = (...ids: string[]) => ({ participants: [ADA, ...ids].map((id) => participant(id)) })

test.each([
  ['of one other participant shows the group', people(BEN), 'C'],
  ['of several shows two of them', people(BEN, 'cleo', 'dan'), 'CB'],
  ['of nobody else shows a symbol', people(), ''],
])('a group %s', (_, change, expected) => {
  expect(initials(change)).toBe(expected)
})

test('a group has one face, in whatever order its people are listed, and also when not all are', () => {
  expect(initials(people('dan', 'cleo', BEN))).toBe('CB')
  expect(initials({ ...people('dan', 'cleo', BEN), participant_count: 30 })).toBe('C')
})

test('a pair shows the counterpart', () => {
  expect(initials({ kind: 'DIRECT', title: null })).toBe('C')
})

test('a room of several people shows the room', () => {
  const room = {
    topic: '',
    history: 'all',
    slow_mode_seconds: 0,
    locked: false,
    closed: false,
  } as const
  expect(initials({ kind: 'HANGOUT', room, ...people(BEN, 'cleo', 'dan') })).toBe('C')
})
