import { expect, test } from 'vitest'
import { joinedIn } from './actions.ts'
import { decodeBatch, encodeBatch, encodeFrame } from './frames.ts'

const decoded = (...frames: [action: string, args: unknown[], push: unknown][]) =>
  decodeBatch(
    encodeBatch(
      7,
      frames.map(([action, args, push]) => encodeFrame(action, args, push)),
    ),
    joinedIn,
  )
const message = (id: string, push: number, ...more: unknown[]): [string, unknown[], unknown] => [
  'toConversation',
  [id, 'message:new', [], ...more],
  push,
]
const pushes = (batch: ReturnType<typeof decoded>) =>
  batch.frames.map((frame) => frame.pushes.join())

test('new messages of a conversation become one frame, and each counts', () => {
  const batch = decoded(message('c', 1), message('d', 2), message('c', 3))
  expect([batch.before, batch.count]).toEqual([7, 3])
  expect(pushes(batch)).toEqual(['1,3', '2'])
})

test('any other frame keeps its place', () => {
  const batch = decoded(message('c', 1), ['leaveRoom', ['c', ['ada']], null], message('c', 2))
  expect(pushes(batch)).toEqual(['1', 'null', '2'])
})

test('frames of one conversation with other arguments keep their order', () => {
  const batch = decoded(message('c', 1, 'new'), message('c', 2), message('c', 3, 'new'))
  expect(pushes(batch)).toEqual(['1', '2', '3'])
})

test('arguments that this version does not know are taken one by one', () => {
  const unknown: [string, unknown[], unknown] = ['toConversation', ['c', 'message:new'], 1]
  expect(pushes(decoded(unknown, unknown))).toEqual(['1', '1'])
})
