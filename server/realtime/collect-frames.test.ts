import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { message } from '../../client/testing/fixtures.ts'
import { collectFrames, type Frame } from './collect-frames.ts'
import type { RelayServer, RelaySocket } from './socket-types.ts'

const ROOM = 'conversation:room'
let sockets: number
let join: (room: string, socketId: string) => void
let sent: Frame[]
const socket = (name: string) => name as unknown as RelaySocket
const push = (...seqs: number[]) => ({
  conversation_id: 'room',
  messages: seqs.map((seq) => message(seq)),
  people: [{ id: 'ben', username: 'ben', display_name: 'Ben', avatar_url: null }],
})
const seqs = () => sent.map((frame) => frame.push.messages.map(({ seq }) => seq))

function collector() {
  const rooms = { get: (name: string) => (name === ROOM ? { size: sockets } : undefined) }
  const on = (_event: string, listener: typeof join) => (join = listener)
  const io = { of: () => ({ adapter: { rooms, on } }) } as unknown as RelayServer
  return collectFrames(io, (_id, frame) => sent.push(frame))
}

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  sockets = 301
})
afterEach(() => vi.useRealTimers())

test('with few sockets each message is sent at once', () => {
  sockets = 300
  const frames = collector()
  frames.add('room', push(1), socket('ada'))
  frames.add('room', push(2))
  expect(seqs()).toEqual([[1], [2]])
  expect(sent[0]!.origin).toBe('ada')
})

test('with many sockets the messages of 100 ms share a frame, in their order', () => {
  const frames = collector()
  for (const seq of [1, 2, 3]) frames.add('room', push(seq), socket('ada'))
  vi.advanceTimersByTime(99)
  expect(sent).toEqual([])
  vi.advanceTimersByTime(1)
  expect(seqs()).toEqual([[1, 2, 3]])
  // The sender of all of them has the acks. Each person is named once.
  expect(sent[0]).toMatchObject({ origin: 'ada', joinedLater: [] })
  expect(sent[0]!.push.people).toHaveLength(1)
})

test('a frame with messages of several sockets goes to all of them', () => {
  const frames = collector()
  frames.add('room', push(1), socket('ada'))
  frames.add('room', push(2), socket('ben'))
  vi.advanceTimersByTime(100)
  expect(sent[0]!.origin).toBeUndefined()
})

test('a later event of the conversation comes after the messages that wait', () => {
  const frames = collector()
  frames.add('room', push(1))
  frames.flush('other')
  expect(sent).toEqual([])
  frames.flush('room')
  expect(seqs()).toEqual([[1]])
  vi.advanceTimersByTime(1_000)
  expect(sent).toHaveLength(1)
})

test('a socket that joins while messages wait does not get them', () => {
  const frames = collector()
  frames.add('room', push(1))
  join(ROOM, 'late')
  join('conversation:other', 'elsewhere')
  sockets = 10
  frames.add('room', push(2))
  vi.advanceTimersByTime(100)
  expect(seqs()).toEqual([[1, 2]])
  expect(sent[0]!.joinedLater).toEqual(['late'])
})

test('a full frame is sent at once', () => {
  const frames = collector()
  for (let seq = 1; seq <= 200; seq++) frames.add('room', push(seq))
  expect(seqs().map((one) => one.length)).toEqual([200])
})
