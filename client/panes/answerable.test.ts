import { expect, test } from 'vitest'
import { ADA, BEN, message, pending, voiceFile } from '../testing/fixtures.ts'
import type { PendingState } from '../realtime/store/pending-message.ts'
import { answerable } from './answerable.ts'

const voiceBy = (seq: number, sender_id: string) =>
  message(seq, { sender_id, body: '', files: [voiceFile] })
const written = message(1, { sender_id: ADA })
const place = { threadRoot: null, blocked: new Set<string>() }

test('↑ leads past a voice message, which has no text; Shift+↑ replies to one', () => {
  const messages = [written, voiceBy(2, ADA), voiceBy(3, BEN)]
  expect(answerable({ messages, pending: [] }, ADA, 'edit', place)?.seq).toBe(1)
  expect(answerable({ messages, pending: [] }, ADA, 'reply', place)?.seq).toBe(3)
})

test.each<[PendingState, number | undefined]>([
  [{ kind: 'waiting' }, undefined],
  [{ kind: 'sending' }, undefined],
  [{ kind: 'uploading' }, undefined],
  [{ kind: 'failed', code: 'forbidden' }, 1],
  [{ kind: 'stale' }, 1],
])('while the last own message is %j, ↑ opens no earlier one by mistake: %j', (state, seq) => {
  const timeline = { messages: [written], pending: [pending(state)] }
  expect(answerable(timeline, ADA, 'edit', place)?.seq).toBe(seq)
})
