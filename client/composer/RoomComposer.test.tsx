// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { Role } from '../../wire/permissions.ts'
import type { RoomSettings } from '../../wire/rooms/room-settings.ts'
import { ADA, conversation, message, pending, timeline } from '../testing/fixtures.ts'
import { serverClock, stage, stageMessenger } from '../testing/stage.tsx'
import RoomComposer from './RoomComposer.tsx'

afterEach(() => {
  vi.useRealTimers()
  cleanup()
})

const settings: RoomSettings = {
  topic: '',
  history: 'all',
  slow_mode_seconds: 0,
  locked: false,
  closed: false,
}

function show(
  change: Partial<RoomSettings>,
  {
    role = 'member',
    log = timeline(),
    lastSentAt = null,
    ahead = 0,
    alias = null,
  }: {
    role?: Role
    log?: ReturnType<typeof timeline>
    lastSentAt?: string | null
    ahead?: number
    alias?: { name: string; writes_from: string | null } | null
  } = {},
) {
  const room = { ...settings, ...change }
  const one = conversation({ kind: 'HANGOUT', title: 'Garden', room })
  const hangout = { ...one, me: { ...one.me, role, last_sent_at: lastSentAt, alias } }
  const messenger = stageMessenger({
    timelines: { [one.id]: log },
    conversations: { status: 'ready', items: [hangout], hasMore: false },
    serverClock: serverClock(ahead),
  })
  messenger.drafts.get.mockReturnValue('a thought')
  const composer = {
    conversationId: one.id,
    name: 'Garden',
    mode: { kind: 'write' } as const,
    onMode: () => undefined,
    pick: () => undefined,
    takesFocus: false,
  }
  stage(<RoomComposer {...composer} conversation={hangout} room={room} />, { messenger })
  return messenger
}
const isWritable = () => screen.queryByRole('textbox', { name: 'Message' }) !== null
const canSend = () =>
  screen.getByRole('button', { name: 'Send' }).getAttribute('aria-disabled') === 'false'

test.each([
  [{ locked: true }, 'member', /locked/],
  [{ closed: true }, 'owner', /closed/],
] as const)('with %j a %s reads why nothing can be written', (change, role, why) => {
  show(change, { role })
  expect(isWritable()).toBe(false)
  expect(screen.getByRole('status').textContent).toMatch(why)
})

test('a moderator writes in a locked room, and slow mode does not slow the owner', () => {
  show({ locked: true }, { role: 'admin' })
  expect(isWritable()).toBe(true)
  cleanup()
  show({ slow_mode_seconds: 30 }, { role: 'owner' })
  expect(screen.queryByText(/Slow mode/)).toBeNull()
  expect(canSend()).toBe(true)
})

test('slow mode is told, and after a message it counts down until the next one', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const sent = message(1, {
    sender_id: ADA,
    created_at: new Date(Date.now() - 20_000).toISOString(),
  })
  const messenger = show({ slow_mode_seconds: 30 }, { log: timeline({ messages: [sent] }) })
  expect(screen.getAllByText(/write again in 10 s/)).not.toEqual([])
  expect(canSend()).toBe(false)
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime })
  await user.click(screen.getByRole('textbox', { name: 'Message' }))
  await user.keyboard('{Enter}')
  expect(messenger.outbox.send).not.toHaveBeenCalled()
  await act(() => vi.advanceTimersByTimeAsync(10_000))
  expect(screen.getByText('Slow mode: one message every 30 seconds.')).toBeTruthy()
  expect(canSend()).toBe(true)
  await user.keyboard('{Enter}')
  expect(messenger.outbox.send).toHaveBeenCalledOnce()
})

test('while a message is on its way, the next one waits; a failed one stops nobody', () => {
  const log = (kind: 'sending' | 'failed') =>
    timeline({
      pending: [pending(kind === 'sending' ? { kind } : { kind, code: 'forbidden' })],
    })
  show({ slow_mode_seconds: 30 }, { log: log('sending') })
  expect(canSend()).toBe(false)
  cleanup()
  show({ slow_mode_seconds: 30 }, { log: log('failed') })
  expect(canSend()).toBe(true)
})

test('the countdown survives a reload, and follows the clock of the server', () => {
  // No own message is loaded. The clock of this computer is ten minutes behind.
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const serverTime = Date.now() + 600_000
  const lastSentAt = new Date(serverTime - 20_000).toISOString()
  show({ slow_mode_seconds: 30 }, { lastSentAt, ahead: 600_000 })
  expect(screen.getAllByText(/write again in 10 s/)).not.toEqual([])
  expect(canSend()).toBe(false)
  cleanup()
  show({ slow_mode_seconds: 30 }, { lastSentAt, ahead: 611_000 })
  expect(canSend()).toBe(true)
})

test('an account that is too new reads when it may write, and writes then, by the clock of the server', () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const alias = { name: 'Quiet Otter', writes_from: new Date(Date.now() + 600_000).toISOString() }
  show({}, { alias })
  expect(isWritable()).toBe(false)
  expect(screen.getByRole('status').textContent).toMatch(/Your account is new\. You can read here/)
  cleanup()
  show({}, { alias, ahead: 601_000 })
  expect(isWritable()).toBe(true)
})
