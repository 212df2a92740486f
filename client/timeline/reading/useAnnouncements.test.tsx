// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { authorKey } from '../../../wire/author.ts'
import type { Message } from '../../../wire/messages.ts'
import { ADA, BEN, message } from '../../testing/fixtures.ts'
import { pass } from '../../testing/time.ts'
import { useAnnouncements } from './useAnnouncements.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const around = { ready: true, me: ADA, blocked: new Set([BEN]), nameOfAuthor: authorKey }

function Log({ messages }: { messages: readonly Message[] }) {
  useAnnouncements({ messages, ...around })
  return null
}

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
