// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { Notes } from '../../requests/Notes.tsx'
import { RequestError } from '../../requests/request-error.ts'
import { ADA, BEN, conversation, message, participant, timeline } from '../../testing/messages.ts'
import { stage, stageMessenger } from '../../testing/stage.tsx'
import type { Message } from '../../../wire/messages.ts'
import { PeopleContext } from '../../conversation/context.ts'
import { Timeline } from '../Timeline.tsx'
import { useConversationPeople } from '../../panes/useConversationPeople.ts'

afterEach(cleanup)

const group = conversation({
  kind: 'GROUP',
  title: 'The team',
  participants: [participant(ADA, 9), participant(BEN, 2), participant('cleo', 1)],
})
const ignore = () => undefined

function Group({ messages }: { messages: Message[] }) {
  return (
    <PeopleContext value={useConversationPeople(group, ADA)}>
      <Timeline
        conversation={group}
        timeline={timeline({ messages })}
        setMode={ignore}
        leaveMode={() => false}
      />
    </PeopleContext>
  )
}

const show = (messages: Message[], messenger = stageMessenger()) => {
  messenger.messages.react.mockResolvedValue()
  return stage(<Group messages={messages} />, { messenger })
}

test('a reaction says who, and a click joins or takes back', async () => {
  const liked = message(1, BEN, {
    reactions: [
      { emoji: '👍', user_ids: [BEN, ADA] },
      { emoji: '🎉', user_ids: ['cleo'] },
    ],
  })
  const { messenger } = show([liked])
  const mine = screen.getByRole('button', { name: '👍 2: Ben and You' })
  expect(mine.getAttribute('aria-pressed')).toBe('true')
  await userEvent.click(mine)
  expect(messenger.messages.react).toHaveBeenLastCalledWith(liked, '👍', false)
  await userEvent.click(screen.getByRole('button', { name: '🎉 1: Cleo' }))
  expect(messenger.messages.react).toHaveBeenLastCalledWith(liked, '🎉', true)
})

test.each([
  ['network', 'There is no connection. Try again when you are online.'],
  ['internal', 'That did not work. Try again.'],
] as const)('a reaction that did not work says why: %s', async (code, why) => {
  const messenger = stageMessenger()
  messenger.messages.react.mockRejectedValueOnce(new RequestError(code))
  const liked = message(1, BEN, { reactions: [{ emoji: '👍', user_ids: [BEN] }] })
  const here = (
    <Notes>
      <Group messages={[liked]} />
    </Notes>
  )
  stage(here, { messenger })
  await userEvent.click(screen.getByRole('button', { name: '👍 1: Ben' }))
  expect(screen.getByRole('alert').textContent).toBe(why)
})

test('what a blocked person wrote is neither shown nor read out until it is asked for', async () => {
  const messenger = stageMessenger({
    blocked: [{ id: BEN, username: BEN, display_name: 'Ben', avatar_url: null }],
  })
  show([message(1, BEN, { body: 'an insult' })], messenger)
  expect(screen.getByRole('article').getAttribute('aria-label')).not.toContain('insult')
  expect(screen.queryByText(/insult/)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Show' }))
  expect(screen.getByText(/insult/)).toBeDefined()
})

test('a group counts who has read', () => {
  show([message(1, ADA), message(2, ADA), message(3, ADA)])
  const names = screen.getAllByRole('article').map((one) => one.getAttribute('aria-label'))
  expect(names[0]).toMatch(/Read$/)
  expect(names[1]).toMatch(/Seen by 1$/)
  expect(names[2]).toMatch(/Sent$/)
})

test('system lines tell in words, and are no messages', () => {
  show([
    message(1, BEN, { kind: 'system', body: '', event: { type: 'created', title: 'The team' } }),
    message(2, BEN, {
      kind: 'system',
      body: '',
      event: { type: 'added', user_ids: [ADA, 'cleo'] },
    }),
    message(3, 'cleo', { kind: 'system', body: '', event: { type: 'left' } }),
  ])
  const log = within(screen.getByRole('log'))
  expect(log.getByText('Ben added you and Cleo')).toBeDefined()
  expect(log.getByText('Cleo left')).toBeDefined()
  expect(log.queryAllByRole('article')).toHaveLength(0)
})

test('a message of one’s own can be asked for its actions, a deleted one not', async () => {
  show([message(1, BEN), message(2, BEN, { body: '', deleted_at: message(2, BEN).created_at })])
  const [first, second] = screen.getAllByRole('article')
  await userEvent.hover(first!)
  expect(within(first!).getByRole('button', { name: 'React' })).toBeDefined()
  await userEvent.hover(second!)
  expect(within(second!).queryByRole('button')).toBeNull()
})
