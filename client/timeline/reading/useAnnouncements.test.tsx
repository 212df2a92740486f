// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { authorKey } from '../../../wire/author.ts'
import type { Message } from '../../../wire/messages.ts'
import { PeopleContext, type People } from '../../conversation/context.ts'
import { ADA, BEN, message } from '../../testing/fixtures.ts'
import { pass } from '../../testing/time.ts'
import { useAnnouncements } from './useAnnouncements.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const people = { me: ADA, byId: new Map(), nameOf: String, nameOfAuthor: authorKey }
const blocked = new Set([BEN])

interface LogProps {
  messages: readonly Message[]
  openThread?: string
}

function Announced({ messages, openThread }: LogProps) {
  useAnnouncements({ messages, openThread, ready: true, blocked })
  return null
}

const Log = (props: LogProps) => (
  <PeopleContext value={people as unknown as People}>
    <Announced {...props} />
  </PeopleContext>
)

const announced = () => document.querySelector('[aria-live="polite"]')?.textContent

test('a screen reader hears new messages, but not those of a blocked person', async () => {
  const { rerender } = render(<Log messages={[]} />)
  const cleos = message(1, { sender_id: 'cleo', body: 'good morning' })
  rerender(<Log messages={[cleos]} />)
  await pass(1_000)
  expect(announced()).toBe('cleo: good morning')
  rerender(<Log messages={[cleos, message(2, { sender_id: BEN, body: 'an insult' })]} />)
  await pass(1_000)
  expect(announced()).toBe('cleo: good morning')
})

test('a screen reader hears what somebody did to the conversation, also between messages', async () => {
  const done = { kind: 'system', sender_id: 'cleo', body: '' } as const
  const { rerender } = render(<Log messages={[]} />)
  const changed = message(1, { ...done, event: { type: 'lifetime_changed', seconds: 3600 } })
  rerender(<Log messages={[changed]} />)
  await pass(1_000)
  expect(announced()).toBe('cleo set messages to disappear after 1 hour')
  const pinned = message(2, { ...done, event: { type: 'pinned' } })
  const written = message(3, { sender_id: 'cleo', body: 'look' })
  rerender(<Log messages={[changed, pinned, written]} />)
  await pass(1_000)
  expect(announced()).toBe('cleo pinned a message. cleo: look')
  const own = message(4, { ...done, sender_id: ADA, event: { type: 'left' } })
  rerender(<Log messages={[changed, pinned, written, own]} />)
  await pass(1_000)
  expect(announced()).toBe('cleo pinned a message. cleo: look')
})

test('the answers of an open thread are left to the thread', async () => {
  const { rerender } = render(<Log messages={[]} openThread="m0" />)
  const answer = message(1, { sender_id: 'cleo', body: 'here', thread_root: 'm0' })
  rerender(<Log messages={[answer]} openThread="m0" />)
  await pass(1_000)
  const before = announced()
  expect(before).not.toBe('cleo: here')
  const other = message(2, { sender_id: 'cleo', body: 'elsewhere', thread_root: 'm9' })
  rerender(<Log messages={[answer, other]} openThread="m0" />)
  await pass(1_000)
  expect(announced()).toBe('cleo: elsewhere')
})
