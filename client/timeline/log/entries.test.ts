import { expect, test } from 'vitest'
import { ADA, BEN, message, participant, pending } from '../../testing/messages.ts'
import { entriesOf, type Entry } from './entries.ts'

const view = { me: ADA, otherParticipants: [participant(BEN)], dividerAfter: null }

function outline(entries: Entry[]): string[] {
  return entries.map((entry) => (entry.kind === 'message' ? entry.body : entry.kind))
}

const on = (day: number, hour = 12) => ({ created_at: new Date(2026, 10, day, hour).toISOString() })

test('a day is marked once, before its first message', () => {
  const messages = [
    message(1, BEN, on(20, 23)),
    message(2, BEN, on(21, 0)),
    message(3, ADA, on(21, 9)),
  ]
  expect(outline(entriesOf({ messages, pending: [] }, view))).toEqual([
    'day',
    'message 1',
    'day',
    'message 2',
    'message 3',
  ])
})

test('a run ends with another author, a pause of five minutes, a new day and the divider', () => {
  const messages = [
    message(1, BEN),
    message(2, BEN),
    message(3, ADA),
    message(9, ADA),
    message(10, BEN),
    message(11, BEN),
  ]
  const entries = entriesOf({ messages, pending: [] }, { ...view, dividerAfter: 10 })
  const runs = entries.flatMap((entry) =>
    entry.kind === 'message'
      ? [`${entry.first ? '(' : ''}${entry.body.slice(8)}${entry.last ? ')' : ''}`]
      : [],
  )
  expect(runs).toEqual(['(1', '2)', '(3)', '(9)', '(10)', '(11)'])
})

test('the divider stands before the first message of somebody else after the place', () => {
  const messages = [message(1, BEN), message(2, ADA), message(3, BEN), message(4, BEN)]
  const lines = outline(entriesOf({ messages, pending: [] }, { ...view, dividerAfter: 1 }))
  expect(lines).toEqual(['day', 'message 1', 'message 2', 'new', 'message 3', 'message 4'])
})

test('where both fall together, the day stands above the divider', () => {
  const messages = [message(1, BEN, on(20)), message(2, BEN, on(21))]
  const lines = outline(entriesOf({ messages, pending: [] }, { ...view, dividerAfter: 1 }))
  expect(lines).toEqual(['day', 'message 1', 'day', 'new', 'message 2'])
})

test('receipts are of one’s own messages only, and of a group they count the readers', () => {
  const messages = [message(1, ADA), message(2, ADA), message(3, ADA), message(4, BEN)]
  const otherParticipants = [participant('ben', 1, 3), participant('cleo', 2, 3)]
  const entries = entriesOf({ messages, pending: [] }, { ...view, otherParticipants })
  const states = entries.flatMap((entry) => (entry.kind === 'message' ? [entry.state] : []))
  expect(states).toEqual(['read', 'seen', 'delivered', null])
  const readers = entries.flatMap((entry) => (entry.kind === 'message' ? [entry.readers] : []))
  expect(readers).toEqual([2, 1, 0, 0])
})

test('what was said in threads is not in the timeline, and the other way round', () => {
  const messages = [message(1, BEN), message(2, BEN, { thread_root: 'message-1' }), message(3, BEN)]
  const waiting = pending({ kind: 'waiting' }, { thread_root: 'message-1' })
  const lines = (threadRoot: string | null) =>
    outline(entriesOf({ messages, pending: [waiting] }, { ...view, threadRoot }))
  expect(lines(null)).toEqual(['day', 'message 1', 'message 3'])
  expect(lines('message-1')).toEqual(['day', 'message 1', 'message 2', 'not there yet'])
})

test('the divider waits for the page that it belongs to', () => {
  const messages = [message(60, BEN), message(61, BEN)]
  const at = (hasEarlier: boolean) =>
    outline(entriesOf({ messages, pending: [] }, { ...view, dividerAfter: 9, hasEarlier }))
  expect(at(true)).not.toContain('new')
  expect(at(false)).toContain('new')
})

test('a quote knows its message as far as it is loaded; the blocked are hidden', () => {
  const messages = [message(1, BEN), message(2, 'cleo', { reply_to: 'message-1' })]
  const entries = entriesOf({ messages, pending: [] }, { ...view, blocked: new Set(['cleo']) })
  expect(entries.at(-1)).toMatchObject({ quoted: messages[0], blocked: true })
})

test('a bubble keeps its key when the server confirms it', () => {
  const waiting = pending({ kind: 'sending' }, { client_id: 'mine' })
  const stored = message(1, ADA, { client_id: 'mine' })
  const before = entriesOf({ messages: [], pending: [waiting] }, view).at(-1)
  const after = entriesOf({ messages: [stored], pending: [] }, view).at(-1)
  expect(before?.key).toBe(after?.key)
})

test('a slow clock does not put a waiting message on the day before', () => {
  const waiting = pending({ kind: 'waiting' }, { written_at: on(20).created_at })
  const messages = [message(1, BEN, on(21))]
  const lines = outline(entriesOf({ messages, pending: [waiting] }, view))
  expect(lines).toEqual(['day', 'message 1', 'not there yet'])
})
