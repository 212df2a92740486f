// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { ConversationKind } from '../../../wire/conversation-kinds.ts'
import type { Conversation } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import type { Role } from '../../../wire/permissions.ts'
import { PeopleContext } from '../../conversation/context.ts'
import { useConversationPeople } from '../../panes/useConversationPeople.ts'
import { ADA, BEN, conversation, message, voiceFile } from '../../testing/fixtures.ts'
import { stage } from '../../testing/stage.tsx'
import MessageMenu from './MessageMenu.tsx'

afterEach(cleanup)

interface Case {
  kind: ConversationKind
  role: Role
  author: string
  room?: Conversation['room']
  content?: Partial<Message>
}

function Menu({ kind, role, author, room = null, content }: Case) {
  const shown = conversation({ kind, room, me: { ...conversation().me, role } })
  const ignore = () => undefined
  return (
    <PeopleContext value={useConversationPeople(shown, ADA)}>
      <MessageMenu
        message={message(1, { sender_id: author, ...content })}
        onPopup={ignore}
        returnFocus={ignore}
      >
        <button type="button">More</button>
      </MessageMenu>
    </PeopleContext>
  )
}

const offered = async (one: Case) => {
  stage(<Menu {...one} />)
  await screen.findByRole('menu')
  const names = screen.getAllByRole('menuitem').map((item) => item.textContent?.trim())
  return ['Edit', 'Delete'].filter((name) => names.includes(name))
}

test.each<[Role, string, string[]]>([
  ['member', ADA, ['Edit', 'Delete']],
  ['member', BEN, []],
  ['admin', BEN, ['Delete']],
  ['owner', BEN, ['Delete']],
])('in a group the %s is offered for a message of %s: %j', async (role, author, actions) => {
  expect(await offered({ kind: 'GROUP', role, author })).toEqual(actions)
})

test('a voice message has no text that could be edited', async () => {
  const content = { files: [voiceFile] }
  const one: Case = { kind: 'DIRECT', role: 'member', author: ADA, content }
  expect(await offered(one)).toEqual(['Delete'])
})

test('in a pair nobody is offered to delete what the other wrote', async () => {
  expect(await offered({ kind: 'DIRECT', role: 'owner', author: BEN })).toEqual([])
})

test.each<[Role, 'locked' | 'closed', string[]]>([
  ['member', 'locked', ['Delete']],
  ['admin', 'locked', ['Edit', 'Delete']],
  ['owner', 'closed', ['Delete']],
])('in a room the %s is offered, when it is %s: %j', async (role, state, actions) => {
  const open = { topic: '', history: 'all', slow_mode_seconds: 0, locked: false, closed: false }
  const room = { ...open, [state]: true } as Conversation['room']
  expect(await offered({ kind: 'HANGOUT', role, author: ADA, room })).toEqual(actions)
})

test.each<[ConversationKind, Role, boolean]>([
  ['DIRECT', 'member', true],
  ['GROUP', 'member', false],
  ['GROUP', 'admin', true],
  ['HANGOUT', 'member', false],
  ['HANGOUT', 'owner', true],
  ['DARK_ROOM', 'member', false],
  ['DARK_ROOM', 'owner', true],
])('a message of a %s is offered to be pinned to its %s: %j', async (kind, role, isOffered) => {
  stage(<Menu kind={kind} role={role} author={BEN} />)
  await screen.findByRole('menu')
  expect(screen.queryAllByRole('menuitem', { name: 'Pin' })).toHaveLength(isOffered ? 1 : 0)
})

test.each([0, 1])('a message with %i reactions tells who reacted', async (count) => {
  const reactions = [{ emoji: '👍', user_ids: [BEN] }].slice(0, count)
  const one: Case = { kind: 'GROUP', role: 'member', author: ADA, content: { reactions } }
  stage(<Menu {...one} />)
  await screen.findByRole('menu')
  expect(screen.queryAllByRole('menuitem', { name: 'Reactions' })).toHaveLength(count)
})
