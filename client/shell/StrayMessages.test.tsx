// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import type { ErrorCode } from '../../wire/error-codes.ts'
import { conversation, pending, timeline } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import StrayMessages from './StrayMessages.tsx'

afterEach(cleanup)

function show(code: ErrorCode, more = {}, state = {}) {
  const message = pending({ kind: 'failed', code }, { body: 'precious', ...more })
  const messenger = stageMessenger({ unsentByConversation: { c1: message }, ...state })
  return { message, ...stage(<StrayMessages />, { messenger }) }
}
const inIt = { conversations: { status: 'ready', items: [conversation()], hasMore: false } }

test('a message to a conversation that the person is no longer in is shown, to copy or delete', async () => {
  const { message, messenger } = show('not_found')
  expect(screen.getByRole('dialog', { name: 'A message was not sent' }).textContent).toContain(
    'Not sent: you are no longer part of this conversation.',
  )
  await userEvent.click(screen.getByRole('button', { name: 'Copy text' }))
  expect(await navigator.clipboard.readText()).toBe('precious')
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
  expect(messenger.outbox.discard).toHaveBeenCalledExactlyOnceWith(message.client_id)
})

test('a reply to a thread that is gone is shown, once in this visit', async () => {
  show('invalid_request', { thread_root: 'm1' }, inIt)
  expect(screen.getByText('precious')).toBeTruthy()
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test.each([
  ['of a conversation that shows it', 'not_found', {}, inIt],
  [
    'of a conversation that may not be loaded yet',
    'not_found',
    {},
    { conversations: { ...inIt.conversations, status: 'loading', items: [] } },
  ],
  [
    'in a thread that is open',
    'invalid_request',
    { thread_root: 'm1' },
    { ...inIt, threads: { m1: timeline() } },
  ],
  ['that was refused for its text', 'invalid_request', {}, inIt],
] as const)('a message %s is left where it is', (_, code, more, state) => {
  show(code, more, state)
  expect(screen.queryByRole('dialog')).toBeNull()
})
