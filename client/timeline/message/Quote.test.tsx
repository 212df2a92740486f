// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ADA, BEN, conversation, message, participant } from '../../testing/fixtures.ts'
import { stage, stageMessenger } from '../../testing/stage.tsx'
import { Quote } from './Quote.tsx'
import { PeopleContext, MessagePlaceContext } from '../../conversation/context.ts'
import { useConversationPeople } from '../../panes/useConversationPeople.ts'

/** Simulates the browser's report whether the quote is on the screen. */
let scrollTo: (isIntersecting: boolean) => void
beforeEach(() => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
        scrollTo = (isIntersecting) => act(() => tell([{ isIntersecting }]))
      }
      observe = () => undefined
      disconnect = () => undefined
    },
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const group = conversation({ kind: 'GROUP', participants: [participant(ADA), participant(BEN)] })
const jumpTo = vi.fn<(seq: number) => void>()
const place = { conversationId: group.id, threadRoot: null, setMode: () => undefined, jumpTo }

function Answer() {
  return (
    <PeopleContext value={useConversationPeople(group, ADA)}>
      <MessagePlaceContext value={place}>
        <Quote id="m1" loaded={null} />
      </MessagePlaceContext>
    </PeopleContext>
  )
}

test('the quoted message is requested when the quote is visible, and a click jumps there once it is known', async () => {
  const { messenger } = stage(<Answer />)
  expect(messenger.timeline.showQuoted).not.toHaveBeenCalled()
  scrollTo(false)
  expect(messenger.timeline.showQuoted).not.toHaveBeenCalled()
  scrollTo(true)
  expect(messenger.timeline.showQuoted).toHaveBeenCalledExactlyOnceWith(group.id, 'm1')
  await userEvent.click(screen.getByRole('button', { name: 'Show the message this replies to' }))
  expect(jumpTo).not.toHaveBeenCalled()
  act(() =>
    messenger.become({
      quoted: { m1: { kind: 'there', message: message(1, { sender_id: BEN }) } },
    }),
  )
  expect(screen.getByRole('button', { name: 'In reply to Ben: message 1' })).toBeTruthy()
  expect(jumpTo).toHaveBeenCalledExactlyOnceWith(1)
})

test('a quote says if its message is deleted, not available, or from a blocked person', () => {
  const deleted = message(1, { sender_id: BEN, body: '', deleted_at: '2026-01-01T00:00:00.000Z' })
  const messenger = stageMessenger({ quoted: { m1: { kind: 'there', message: deleted } } })
  stage(<Answer />, { messenger })
  expect(screen.getByRole('button', { name: 'In reply to Ben: Message deleted' })).toBeTruthy()
  act(() => messenger.become({ quoted: { m1: { kind: 'gone' } } }))
  expect(screen.getByText('The message this replies to is not available.')).toBeTruthy()

  const insult = message(1, { sender_id: BEN, body: 'an insult' })
  act(() =>
    messenger.become({
      quoted: { m1: { kind: 'there', message: insult } },
      blocked: [{ id: BEN, username: BEN, display_name: 'Ben', avatar_url: null }],
    }),
  )
  expect(screen.queryByText(/insult/)).toBeNull()
  expect(screen.getByRole('button').textContent).toContain('a person you blocked')
})

test('a quote that failed to load is requested again by a click', async () => {
  const messenger = stageMessenger({ quoted: { m1: { kind: 'failed' } } })
  stage(<Answer />, { messenger })
  scrollTo(true)
  await userEvent.click(screen.getByRole('button'))
  expect(messenger.timeline.showQuoted).toHaveBeenCalledTimes(2)
})
