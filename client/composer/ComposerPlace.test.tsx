// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import type { ModerationNotice } from '../../wire/moderation/notices.ts'
import { storeBegun } from '../browser/begun.ts'
import { ADA, BEN, conversation, message, timeline } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { Conversation } from '../panes/Conversation.tsx'
import ThreadPanel from '../panes/ThreadPanel.tsx'
import { beginAgain } from './begun-again.ts'
// Imported early, so that the test does not wait for the download.
import './BlockedLine.tsx'

afterEach(cleanup)

const mute: ModerationNotice = {
  ...{ id: 'notice', action: 'mute', reason: 'Spam.', created_at: '2026-01-01T12:00:00.000Z' },
  ...{ ends_at: '2026-01-02T12:00:00.000Z', read_at: null, is_post: false, may_appeal: true },
}
const root = message(1, { sender_id: BEN })
const pair = (blocked: boolean) => {
  const direct = conversation()
  return { ...direct, me: { ...direct.me, blocked } }
}
const withPair = (blocked: boolean) => ({
  conversations: { status: 'ready' as const, items: [pair(blocked)], hasMore: false },
})

/** Shows the conversation with Ben, and beside it the thread of his message. */
async function open(blocked: boolean, notices: readonly ModerationNotice[] = []) {
  const messenger = stageMessenger({
    ...withPair(blocked),
    timelines: { [pair(blocked).id]: timeline({ messages: [root] }) },
    threads: { [root.id]: timeline({ messages: [root] }) },
  })
  messenger.moderation.notices.mockReturnValue(notices)
  messenger.drafts.get.mockImplementation((_id, threadRoot) =>
    threadRoot ? 'half a reply' : 'half a thought',
  )
  messenger.people.block.mockImplementation(async (_id, on) => messenger.become(withPair(on)))
  const both = (
    <>
      <main>
        <Conversation id={pair(blocked).id} />
      </main>
      <aside>
        <ThreadPanel conversationId={pair(blocked).id} rootId={root.id} seq={null} />
      </aside>
    </>
  )
  await act(async () => stage(both, { messenger }))
  const places = {
    conversation: within(screen.getByRole('main')),
    thread: within(screen.getByRole('complementary')),
  }
  return { messenger, places }
}

test.each([
  ['conversation', 'half a thought'],
  ['thread', 'half a reply'],
] as const)(
  'in the %s with a blocked person, the "Unblock" button brings back the composer, its draft and its focus',
  async (name, draft) => {
    const { messenger, places } = await open(true)
    const place = places[name]
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(place.getByText('You blocked Ben.')).toBeDefined()
    await userEvent.click(place.getByRole('button', { name: 'Unblock Ben' }))
    expect(messenger.people.block).toHaveBeenCalledExactlyOnceWith(BEN, false)
    const box = place.getByRole<HTMLTextAreaElement>('textbox')
    expect(document.activeElement).toBe(box)
    expect(box.value).toBe(draft)
    expect(screen.queryByText('You blocked Ben.')).toBeNull()
  },
)

test('a muted user can still end their own block, and then reads why nobody can write', async () => {
  const { messenger, places } = await open(true, [mute])
  await userEvent.click(places.conversation.getByRole('button', { name: 'Unblock Ben' }))
  expect(messenger.people.block).toHaveBeenCalledExactlyOnceWith(BEN, false)
  expect(await places.conversation.findByText(/^A moderator muted you/)).toBeDefined()
  expect(screen.queryByRole('textbox')).toBeNull()
})

test('a person unblocked elsewhere can be written to, and the focus stays where it was', async () => {
  const { messenger } = await open(true)
  const focused = document.activeElement
  await act(async () => messenger.become(withPair(false)))
  expect(screen.getAllByRole('textbox')).toHaveLength(2)
  expect(document.activeElement).toBe(focused)
})

test('a failed unblocking is reported, and can be tried again', async () => {
  const { messenger, places } = await open(true)
  messenger.people.block.mockRejectedValueOnce(new Error('no'))
  const button = places.conversation.getByRole('button', { name: 'Unblock Ben' })
  await userEvent.click(button)
  expect(places.conversation.getByRole('alert').textContent).toMatch(/did not work/)
  expect(document.activeElement).toBe(button)
  await act(async () => messenger.become(withPair(false)))
  expect(document.activeElement).toBe(document.body)
})

test('replying to a blocked person leads to the "Unblock" button first, and then to the reply', async () => {
  const { places } = await open(true)
  const { conversation: place } = places
  await userEvent.hover(place.getByRole('article'))
  await userEvent.click(await place.findByRole('button', { name: 'Reply' }))
  expect(document.activeElement).toBe(place.getByRole('button', { name: 'Unblock Ben' }))
  await userEvent.keyboard('{Enter}')
  expect(await place.findByText('Replying to Ben')).toBeDefined()
  expect(document.activeElement).toBe(place.getByRole('textbox'))
})

/** The page after a reload: the edit or the reply begins when its message comes. */
async function comeBack(kind: 'edit' | 'reply', blocked = false) {
  const { messenger, places } = await open(blocked)
  const { id } = pair(blocked)
  const about = { kind, message_id: root.id }
  storeBegun(ADA, [{ conversation_id: id, thread_root: null, about, chosen: [] }])
  onTestFinished(beginAgain(messenger))
  const comes = () =>
    act(async () => messenger.become({ quoted: { [root.id]: { kind: 'there', message: root } } }))
  return { places, comes }
}

test.each(['edit', 'reply'] as const)(
  'the %s that begins late after a reload leaves the focus where the person types meanwhile',
  async (kind) => {
    const { places, comes } = await comeBack(kind)
    const thread = places.thread.getByRole('textbox')
    thread.focus()
    await comes()
    const [button] = places.conversation.getAllByRole('button', { name: /^(Save changes|Cancel)/ })
    expect(button).toBeDefined()
    expect(document.activeElement).toBe(thread)
    // Whoever then chooses the same message wants to write about it.
    await userEvent.hover(places.conversation.getByRole('article'))
    await userEvent.click(await places.conversation.findByRole('button', { name: 'Reply' }))
    expect(document.activeElement).toBe(places.conversation.getByRole('textbox'))
  },
)

test('an edit that comes late leaves the box to whoever types in it already', async () => {
  const { places, comes } = await comeBack('edit')
  const box = places.conversation.getByRole<HTMLTextAreaElement>('textbox')
  await userEvent.clear(box)
  await userEvent.type(box, 'something n')
  await comes()
  await userEvent.keyboard('ew')
  expect(box.value).toBe('something new')
  expect(places.conversation.queryByRole('button', { name: 'Save changes' })).toBeNull()
})

test('neither does it move the focus to the "Unblock" button', async () => {
  const { comes } = await comeBack('reply', true)
  const focused = document.activeElement
  await comes()
  expect(screen.getAllByRole('button', { name: 'Unblock Ben' })).toHaveLength(2)
  expect(document.activeElement).toBe(focused)
})

test('without a blocked counterpart the composer shows, also in a group with a blocked person', async () => {
  await open(false)
  expect(screen.getAllByRole('textbox')).toHaveLength(2)
  cleanup()
  const group = { ...pair(false), kind: 'GROUP' as const, title: 'The team' }
  const ben = { id: BEN, username: BEN, display_name: 'Ben', avatar_url: null }
  const messenger = stageMessenger({
    conversations: { status: 'ready', items: [group], hasMore: false },
    timelines: { [group.id]: timeline({ messages: [message(2, { sender_id: ADA })] }) },
    blocked: [ben],
  })
  stage(<Conversation id={group.id} />, { messenger })
  expect(screen.getByRole('textbox', { name: 'Message' })).toBeDefined()
})
