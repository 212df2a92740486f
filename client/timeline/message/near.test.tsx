// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { PeopleContext } from '../../conversation/context.ts'
import { useConversationPeople } from '../../panes/useConversationPeople.ts'
import { ADA, BEN, conversation, message, participant, timeline } from '../../testing/fixtures.ts'
import { stage } from '../../testing/stage.tsx'
import { Timeline } from '../Timeline.tsx'
// Imported early, so that the test does not wait for the download.
import './PersonOfLog.tsx'
import './Toolbar.tsx'

afterEach(cleanup)

const group = conversation({
  kind: 'GROUP',
  title: 'The team',
  participants: [participant(ADA), participant(BEN), participant('cleo')],
})

function Group() {
  const messages = [
    message(1, {
      sender_id: BEN,
      body: 'Hello @cleo',
      mentions: ['cleo'],
      mention_names: ['cleo'],
    }),
    message(2, { sender_id: 'cleo', body: 'Yes' }),
    message(3, { sender_id: 'gone', body: 'Bye' }),
  ]
  return (
    <PeopleContext value={useConversationPeople(group, ADA)}>
      <Timeline
        conversation={group}
        timeline={timeline({ messages })}
        setMode={() => undefined}
        leaveMode={() => false}
      />
      <button type="button">Elsewhere</button>
    </PeopleContext>
  )
}

const toolbars = () => screen.queryAllByRole('group', { name: 'Message actions' })

test('the toolbar goes with the mouse, also after a click, and there is one at a time', async () => {
  // One mouse for the whole test, so that it leaves what it hovered.
  const user = userEvent.setup()
  stage(<Group />)
  const [first, second] = screen.getAllByRole('article')
  await user.click(first!)
  await within(first!).findByRole('group', { name: 'Message actions' })
  await user.hover(second!)
  await within(second!).findByRole('group', { name: 'Message actions' })
  expect(toolbars()).toHaveLength(1)
  await user.hover(screen.getByRole('button', { name: 'Elsewhere' }))
  expect(toolbars()).toHaveLength(0)
})

test('by keyboard, the toolbar belongs to the focused message, and the mouse takes it over', async () => {
  stage(<Group />)
  const [first, , third] = screen.getAllByRole('article')
  await userEvent.tab()
  await within(third!).findByRole('group', { name: 'Message actions' })
  await userEvent.hover(first!)
  await within(first!).findByRole('group', { name: 'Message actions' })
  expect(toolbars()).toHaveLength(1)
})

test.each([
  ['a name', () => screen.findByRole('button', { name: 'Ben' }), 'About Ben'],
  ['a mention', () => screen.findByRole('button', { name: '@Cleo' }), 'About Cleo'],
])('%s opens the profile card, and the focus goes back to the message', async (_, find, card) => {
  stage(<Group />)
  const pressed = await find()
  await userEvent.click(pressed)
  await screen.findByRole('dialog', { name: card })
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(pressed.closest('article'))
})

test('Enter on a name opens the card too', async () => {
  stage(<Group />)
  screen.getByRole('button', { name: 'Ben' }).focus()
  await userEvent.keyboard('{Enter}')
  expect(await screen.findByRole('dialog', { name: 'About Ben' })).toBeDefined()
})

test('a person of whom nothing is known opens nothing', () => {
  stage(<Group />)
  const third = screen.getAllByRole('article')[2]!
  expect(third.querySelector('[data-person]')).toBeNull()
})
