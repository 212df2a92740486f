import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPair, send, type TestPair } from './conversations.ts'
import { eventually } from './eventually.ts'
import type { Frame } from './faults/faulty-connection.ts'
import { FaultyNetwork } from './faults/network.ts'
import { openPage, type TestPage } from './faults/page.ts'
import { openTestRelay, type TestRelay } from './relay.ts'

/**
 * Plays the worked example of docs/protocol.md. Ben's page is the real client, and the network between it and the relay
 * loses one frame. The frames in the paper must be the frames that were sent. The paper may leave fields out.
 */
let relay: TestRelay
let network: FaultyNetwork
let pair: TestPair
let bens: TestPage
beforeAll(async () => {
  relay = await openTestRelay()
  network = await FaultyNetwork.open(Number(new URL(relay.url).port), 1)
  pair = await openPair(relay)
})
afterAll(async () => {
  await bens.close()
  await network.close()
  await relay.close()
})

const paper = fileURLToPath(new URL('../docs/protocol.md', import.meta.url))

/** The JSON blocks of the example, in order. Real ids replace the names in the paper. */
function framesOfThePaper(names: Record<string, string>): unknown[] {
  const [, section = ''] = readFileSync(paper, 'utf8').split(/^## A worked example.*$/m)
  const [example = ''] = section.split(/^## /m)
  return [...example.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, block = '']) =>
    JSON.parse(block.replace(/<([\w ]+)>/g, (placeholder, name) => names[name] ?? placeholder)),
  )
}

/** The content of a Socket.IO frame: `42["event",…]` is an event, `431[…]` the ack of request 1. */
function contentOf({ text }: Frame): unknown[] {
  return JSON.parse(text.replace(/^\d+/, '')) as unknown[]
}
const isEvent = (frame: Frame, event: string) => contentOf(frame)[0] === event
const isPush = (frame: Frame) => isEvent(frame, 'message:new') || isEvent(frame, 'message:edited')
const requestId = ({ text }: Frame) => /^4[23](\d*)/.exec(text)?.[1]

test('the frames of the worked example are those that travel', async () => {
  const frames: Frame[] = []
  let isLosing = false
  network.loses = (frame) => {
    frames.push(frame)
    return isLosing && isEvent(frame, 'message:new')
  }
  const syncs = () => frames.filter((frame) => isEvent(frame, 'sync'))
  const answerOf = (request: Frame) =>
    frames.find((frame) => frame.text.startsWith('43') && requestId(frame) === requestId(request))
  bens = await openPage(pair.ben, network)
  bens.messenger.timeline.open(pair.id)
  await eventually('the first sync of the page is over', () => {
    const [first] = syncs()
    return first !== undefined && answerOf(first) !== undefined
  })
  frames.length = 0

  const { socket, hello } = await pair.ada.browser.connect()
  const bodies = () => bens.shown(pair.id).map(({ body }) => body)
  const one = await send(socket, pair.id, 'Hello Ben', 'a7d1c1de-0000-4000-8000-000000000001')
  await eventually('Ben sees the first message', () => bodies().length === 1)
  isLosing = true
  const two = await send(socket, pair.id, 'Lunch?', 'a7d1c1de-0000-4000-8000-000000000002')
  await eventually('the event is lost', () => frames.filter(isPush).length === 2)
  isLosing = false
  if (!one.ok || !two.ok) throw new Error('not sent')
  await pair.ada.browser.call('PUT', `/api/messages/${one.id}`, { body: { body: 'Hello, Ben!' } })
  await eventually('Ben sees both', () => bodies().join() === 'Hello, Ben!,Lunch?')
  socket.disconnect()

  const [news, lost, edited] = frames.filter(isPush).map(contentOf)
  const [sync] = syncs()
  const told = [one, news, two, lost, edited, contentOf(sync!), contentOf(answerOf(sync!)!)[0]]
  const names = {
    conversation: pair.id,
    'first message': one.id,
    'second message': two.id,
    Ada: pair.ada.id,
    epoch: hello.epoch,
  }
  const written = framesOfThePaper(names)
  expect(written).toHaveLength(told.length)
  written.forEach((frame, at) => expect(told[at]).toMatchObject(frame as object))
  expect(syncs()).toHaveLength(1)
  expect(bens.messenger.getState().conversations.items[0]).toMatchObject({ last_ver: 3 })
})
