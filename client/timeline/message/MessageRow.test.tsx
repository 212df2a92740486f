// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { Notes } from '../../requests/Notes.tsx'
import { RequestError } from '../../requests/request-error.ts'
import { ADA, BEN, conversation, message, participant, timeline } from '../../testing/fixtures.ts'
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

test("a reaction names its people, and a click adds or removes the user's own", async () => {
  const liked = message(1, {
    sender_id: BEN,
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

test('a reaction of thousands names the first people and the user, and counts the rest', async () => {
  const thousands = { emoji: '👍', user_ids: ['cleo'], more: 2_999 }
  const liked = message(1, {
    sender_id: BEN,
    reactions: [
      { ...thousands, mine: true },
      { ...thousands, emoji: '🎉', mine: false },
    ],
  })
  const { messenger } = show([liked])
  await userEvent.click(screen.getByRole('button', { name: '👍 3000: You, Cleo and 2998 more' }))
  expect(messenger.messages.react).toHaveBeenLastCalledWith(liked, '👍', false)
  await userEvent.click(screen.getByRole('button', { name: '🎉 3000: Cleo and 2999 more' }))
  expect(messenger.messages.react).toHaveBeenLastCalledWith(liked, '🎉', true)
})

test.each([
  ['network', 'There is no connection. Try again when you are online.'],
  ['internal', 'That did not work. Try again.'],
] as const)('a failed reaction says why: %s', async (code, why) => {
  const messenger = stageMessenger()
  messenger.messages.react.mockRejectedValueOnce(new RequestError(code))
  const liked = message(1, { sender_id: BEN, reactions: [{ emoji: '👍', user_ids: [BEN] }] })
  const here = (
    <Notes>
      <Group messages={[liked]} />
    </Notes>
  )
  stage(here, { messenger })
  await userEvent.click(screen.getByRole('button', { name: '👍 1: Ben' }))
  expect(screen.getByRole('alert').textContent).toBe(why)
})

test("a blocked person's message is hidden and not read aloud until the user shows it", async () => {
  const messenger = stageMessenger({
    blocked: [{ id: BEN, username: BEN, display_name: 'Ben', avatar_url: null }],
  })
  show([message(1, { sender_id: BEN, body: 'an insult' })], messenger)
  expect(screen.getByRole('article').getAttribute('aria-label')).not.toContain('insult')
  expect(screen.queryByText(/insult/)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Show' }))
  expect(screen.getByText(/insult/)).toBeDefined()
})

test('in a group, a receipt counts the readers', () => {
  show([
    message(1, { sender_id: ADA }),
    message(2, { sender_id: ADA }),
    message(3, { sender_id: ADA }),
  ])
  const names = screen.getAllByRole('article').map((one) => one.getAttribute('aria-label'))
  expect(names[0]).toMatch(/Read$/)
  expect(names[1]).toMatch(/Seen by 1$/)
  expect(names[2]).toMatch(/Sent$/)
})

/** The element whose text is this sentence. Its names are elements of their own. */
const sentence = (text: string) => (_: string, element: Element | null) =>
  element?.tagName === 'SPAN' && element.textContent === text

test('a system line is a sentence and no article', async () => {
  show([
    message(1, {
      sender_id: BEN,
      kind: 'system',
      body: '',
      event: { type: 'created', title: 'The team' },
    }),
    message(2, {
      sender_id: BEN,
      kind: 'system',
      body: '',
      event: { type: 'added', user_ids: [ADA, 'cleo'] },
    }),
    message(3, { sender_id: 'cleo', kind: 'system', body: '', event: { type: 'left' } }),
  ])
  const log = within(screen.getByRole('log'))
  expect(log.getByText(sentence('Ben added you and Cleo'))).toBeDefined()
  expect(log.getByText(sentence('Cleo left'))).toBeDefined()
  // The names of others open their people, and the reader's own does not.
  const named = (await log.findAllByRole('button')).map(({ textContent }) => textContent)
  expect(named).toEqual(['Ben', 'Ben', 'Cleo', 'Cleo'])
  expect(log.queryAllByRole('article')).toHaveLength(0)
})

test('a message shows its actions on hover, a deleted one does not', async () => {
  show([
    message(1, { sender_id: BEN }),
    message(2, { sender_id: BEN, body: '', deleted_at: message(2, { sender_id: BEN }).created_at }),
  ])
  const [first, second] = screen.getAllByRole('article')
  await userEvent.hover(first!)
  expect(await within(first!).findByRole('button', { name: 'React' })).toBeDefined()
  await userEvent.hover(second!)
  expect(within(second!).queryByRole('button')).toBeNull()
})

test('where the user may not write, no reply and no reaction is offered, and a reaction can be taken back', async () => {
  const room = { topic: '', history: 'all', slow_mode_seconds: 0, locked: true, closed: false }
  const locked = { ...group, kind: 'HANGOUT', room } as typeof group
  function Locked() {
    return (
      <PeopleContext value={useConversationPeople(locked, ADA)}>
        <Timeline
          conversation={locked}
          timeline={timeline({
            messages: [
              message(1, {
                sender_id: BEN,
                reactions: [
                  { emoji: '👍', user_ids: [BEN, ADA] },
                  { emoji: '🎉', user_ids: ['cleo'] },
                ],
              }),
            ],
          })}
          setMode={ignore}
          leaveMode={() => false}
        />
      </PeopleContext>
    )
  }
  stage(<Locked />)
  await userEvent.hover(screen.getByRole('article'))
  await screen.findByRole('button', { name: 'More actions' })
  for (const name of ['Reply', 'React']) expect(screen.queryByRole('button', { name })).toBeNull()
  const canPress = (name: string) =>
    !screen.getByRole<HTMLButtonElement>('button', { name }).disabled
  expect([canPress('👍 2: Ben and You'), canPress('🎉 1: Cleo')]).toEqual([true, false])
})
