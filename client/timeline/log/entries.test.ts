import { expect, test } from 'vitest'
import { ADA, BEN, message, participant, pending } from '../../testing/fixtures.ts'
import { entriesOf, type Entry } from './entries.ts'

const view = { me: ADA, otherParticipants: [participant(BEN)], dividerAfter: null }

function outline(entries: Entry[]): string[] {
  return entries.map((entry) => (entry.kind === 'message' ? entry.body : entry.kind))
}

const on = (day: number, hour = 12) => ({ created_at: new Date(2026, 10, day, hour).toISOString() })

test('a day is marked once, before its first message', () => {
  const messages = [
    message(1, { sender_id: BEN, ...on(20, 23) }),
    message(2, { sender_id: BEN, ...on(21, 0) }),
    message(3, { sender_id: ADA, ...on(21, 9) }),
  ]
  expect(outline(entriesOf({ messages, pending: [] }, view))).toEqual([
    'day',
    'message 1',
    'day',
    'message 2',
    'message 3',
  ])
})

test('a run ends with another author, a pause of five minutes, a new day or the divider', () => {
  const messages = [
    message(1, { sender_id: BEN }),
    message(2, { sender_id: BEN }),
    message(3, { sender_id: ADA }),
    message(9, { sender_id: ADA }),
    message(10, { sender_id: BEN }),
    message(11, { sender_id: BEN }),
  ]
  const entries = entriesOf({ messages, pending: [] }, { ...view, dividerAfter: 10 })
  const runs = entries.flatMap((entry) =>
    entry.kind === 'message'
      ? [`${entry.first ? '(' : ''}${entry.body.slice(8)}${entry.last ? ')' : ''}`]
      : [],
  )
  expect(runs).toEqual(['(1', '2)', '(3)', '(9)', '(10)', '(11)'])
})

test('the divider stands before the first message of another person after that seq', () => {
  const messages = [
    message(1, { sender_id: BEN }),
    message(2, { sender_id: ADA }),
    message(3, { sender_id: BEN }),
    message(4, { sender_id: BEN }),
  ]
  const lines = outline(entriesOf({ messages, pending: [] }, { ...view, dividerAfter: 1 }))
  expect(lines).toEqual(['day', 'message 1', 'message 2', 'new', 'message 3', 'message 4'])
})

test('a day marker stands above the divider when both fall together', () => {
  const messages = [
    message(1, { sender_id: BEN, ...on(20) }),
    message(2, { sender_id: BEN, ...on(21) }),
  ]
  const lines = outline(entriesOf({ messages, pending: [] }, { ...view, dividerAfter: 1 }))
  expect(lines).toEqual(['day', 'message 1', 'day', 'new', 'message 2'])
})

test('only own messages have receipts, and in a group they count the readers', () => {
  const messages = [
    message(1, { sender_id: ADA }),
    message(2, { sender_id: ADA }),
    message(3, { sender_id: ADA }),
    message(4, { sender_id: BEN }),
  ]
  const otherParticipants = [participant('ben', 1, 3), participant('cleo', 2, 3)]
  const entries = entriesOf({ messages, pending: [] }, { ...view, otherParticipants })
  const states = entries.flatMap((entry) => (entry.kind === 'message' ? [entry.state] : []))
  expect(states).toEqual(['read', 'seen', 'delivered', null])
  const readers = entries.flatMap((entry) => (entry.kind === 'message' ? [entry.readers] : []))
  expect(readers).toEqual([2, 1, 0, 0])
})

test('the timeline shows no messages of threads, and a thread shows only its own', () => {
  const messages = [
    message(1, { sender_id: BEN }),
    message(2, { sender_id: BEN, thread_root: 'm1' }),
    message(3, { sender_id: BEN }),
  ]
  const waiting = pending({ kind: 'waiting' }, { thread_root: 'm1' })
  const lines = (threadRoot: string | null) =>
    outline(entriesOf({ messages, pending: [waiting] }, { ...view, threadRoot }))
  expect(lines(null)).toEqual(['day', 'message 1', 'message 3'])
  expect(lines('m1')).toEqual(['day', 'message 1', 'message 2', 'not there yet'])
})

test('the divider waits until the page with its message is loaded', () => {
  const messages = [message(60, { sender_id: BEN }), message(61, { sender_id: BEN })]
  const at = (hasEarlier: boolean) =>
    outline(entriesOf({ messages, pending: [] }, { ...view, dividerAfter: 9, hasEarlier }))
  expect(at(true)).not.toContain('new')
  expect(at(false)).toContain('new')
})

test('a quote has its message if it is loaded; messages of blocked people are hidden', () => {
  const messages = [
    message(1, { sender_id: BEN }),
    message(2, { sender_id: 'cleo', reply_to: 'm1' }),
  ]
  const entries = entriesOf({ messages, pending: [] }, { ...view, blocked: new Set(['cleo']) })
  expect(entries.at(-1)).toMatchObject({ quoted: messages[0], blocked: true })
})

test('a bubble keeps its key when the server confirms the message', () => {
  const waiting = pending({ kind: 'sending' }, { client_id: 'mine' })
  const stored = message(1, { sender_id: ADA, client_id: 'mine' })
  const before = entriesOf({ messages: [], pending: [waiting] }, view).at(-1)
  const after = entriesOf({ messages: [stored], pending: [] }, view).at(-1)
  expect(before?.key).toBe(after?.key)
})

test('a slow clock does not put a waiting message on the day before', () => {
  const waiting = pending({ kind: 'waiting' }, { written_at: on(20).created_at })
  const messages = [message(1, { sender_id: BEN, ...on(21) })]
  const lines = outline(entriesOf({ messages, pending: [waiting] }, view))
  expect(lines).toEqual(['day', 'message 1', 'not there yet'])
})
