// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import type { ErrorCode } from '../../wire/error-codes.ts'
import { RequestError } from '../requests/request-error.ts'
import { conversation, message, pending, timeline } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import StrayMessages from './StrayMessages.tsx'

afterEach(cleanup)

function show(code: ErrorCode, more = {}, state = {}, answer: 'there' | 'gone' = 'gone') {
  const message = pending({ kind: 'failed', code }, { body: 'precious', ...more })
  // A newer one of the same conversation waits.
  const all = [message, pending({ kind: 'waiting' }, { client_id: 'newer' })]
  const messenger = stageMessenger(state)
  messenger.outbox.pending.mockReturnValue(all)
  if (answer === 'gone') {
    messenger.conversations.fetch.mockRejectedValue(new RequestError('not_found'))
  }
  return { message, ...stage(<StrayMessages />, { messenger }) }
}
const settle = () => act(async () => undefined)
const inIt = {
  conversations: { status: 'ready' as const, items: [conversation()], hasMore: false },
}

test('a message to a conversation that the person is no longer in is shown, to copy or delete', async () => {
  const { message, messenger } = show('not_found')
  const dialog = await screen.findByRole('dialog', { name: 'A message was not sent' })
  expect(dialog.textContent).toContain('Not sent: you are no longer part of this conversation.')
  await userEvent.click(screen.getByRole('button', { name: 'Copy text' }))
  expect(await navigator.clipboard.readText()).toBe('precious')
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
  expect(messenger.outbox.discard).toHaveBeenCalledExactlyOnceWith(message.client_id)
})

test('a reply to a thread that is gone is shown, once in this visit', async () => {
  const { messenger } = show(
    'invalid_request',
    { thread_root: 'm1' },
    { ...inIt, quoted: { m1: { kind: 'gone' } } },
  )
  expect(messenger.timeline.showQuoted).toHaveBeenCalledExactlyOnceWith('c1', 'm1')
  expect(screen.getByText('precious')).toBeTruthy()
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test.each([
  ['of a conversation that shows it', 'not_found', {}, inIt, 'gone'],
  ['of a conversation that is only not loaded', 'not_found', {}, {}, 'there'],
  ['while there is no connection', 'not_found', {}, { connection: { kind: 'offline' } }, 'gone'],
  [
    'in a thread that is open',
    'invalid_request',
    { thread_root: 'm1' },
    { ...inIt, threads: { m1: timeline() }, quoted: { m1: { kind: 'gone' } } },
    'gone',
  ],
  ['in a thread that may be there', 'invalid_request', { thread_root: 'm1' }, inIt, 'gone'],
  [
    'in a thread that is only not open',
    'invalid_request',
    { thread_root: 'm1' },
    { ...inIt, quoted: { m1: { kind: 'there', message: message(1) } } },
    'gone',
  ],
  ['that was refused for its text', 'invalid_request', {}, inIt, 'gone'],
] as const)('a message %s is left where it is', async (_, code, more, state, answer) => {
  show(code, more, state, answer)
  await settle()
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('it goes when the person is let back in', async () => {
  const { messenger } = show('not_found')
  await screen.findByRole('dialog')
  await act(async () => messenger.become(inIt))
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('it waits until nobody types', async () => {
  const box = document.body.appendChild(document.createElement('textarea'))
  box.focus()
  show('not_found')
  await settle()
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(box)
  act(() => box.blur())
  expect(await screen.findByRole('dialog')).toBeTruthy()
  box.remove()
})
