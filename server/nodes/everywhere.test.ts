import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { message } from '../../client/testing/fixtures.ts'
import { MemoryBus, nodesOn } from '../../testing/nodes/memory-bus.ts'
import type { Publisher } from '../realtime/publish.ts'
import { publishEverywhere } from './everywhere.ts'
import type { Nodes } from './nodes.ts'

let bus: MemoryBus
let open: Nodes[]
beforeEach(() => {
  vi.useFakeTimers()
  bus = new MemoryBus()
  open = []
})
afterEach(async () => {
  await Promise.all([...open.map((node) => node.close()), vi.advanceTimersByTimeAsync(1_000)])
  vi.useRealTimers()
})

/** A node whose own publisher only notes what it is told. */
async function openNode(connected: string[] = [], sockets = 1) {
  const done: unknown[][] = []
  const here = new Proxy({} as Publisher, {
    get:
      (_target, name) =>
      (...args: unknown[]) => {
        done.push([name, ...args.filter((one) => one !== undefined)])
        return name === 'connectedAmong' ? connected : undefined
      },
  })
  const nodes = nodesOn(bus)
  open.push(nodes)
  const publish = publishEverywhere({ here, socketsIn: () => sockets, nodes })
  await Promise.all([nodes.open(), vi.advanceTimersByTimeAsync(10)])
  return { publish, done }
}

const push = { conversation_id: 'c' }
/** Each call of the publisher that reaches the sockets of every node. */
const calls: { [Name in Exclude<keyof Publisher, 'endSession'>]: Parameters<Publisher[Name]> } = {
  toConversation: ['c', 'conversation:changed', push, undefined, ['ben']],
  toUser: ['ada', 'conversation:changed', push],
  toConversations: ['ada', ['c', 'd'], 'conversation:changed', push, ['ben']],
  toWatchersOf: ['ada', 'conversation:changed', push],
  connectedAmong: [['ada', 'ben']],
  joinRoom: ['c', ['ada']],
  leaveRoom: ['c', ['ada']],
  unwatchEachOther: ['ada', ['ben']],
  unwatchAll: ['ada'],
  unwatchEverywhere: ['ada'],
}

test.each(Object.entries(calls))('%s does the same on each node, once', async (name, args) => {
  const [one, two, three] = [await openNode(), await openNode(), await openNode()]
  const call = one.publish[name as keyof typeof calls] as (...args: unknown[]) => unknown
  await Promise.all([call(...args), vi.advanceTimersByTimeAsync(10)])
  const same = [[name, ...args.filter((one) => one !== undefined)]]
  expect([one.done, two.done, three.done]).toEqual([same, same, same])
})

const messages = (conversationId: string, ...seqs: number[]) => ({
  conversation_id: conversationId,
  messages: seqs.map((seq) => message(seq)),
  people: [{ id: 'ben', username: 'ben', display_name: 'Ben', avatar_url: null }],
})
/** What this node published to conversations: where, which event, and the numbers of the messages. */
const published = (done: unknown[][]) =>
  done.map(([, id, event, push]) => [
    id,
    event,
    ...(push as ReturnType<typeof messages>).messages.map(({ seq }) => seq),
  ])

test('new messages that come together become one frame for each conversation', async () => {
  const [one, two] = [await openNode(), await openNode()]
  for (const seq of [1, 2, 3]) {
    one.publish.toConversation('c', 'message:new', messages('c', seq))
    one.publish.toConversation('d', 'message:new', messages('d', seq + 10, seq + 20))
  }
  await vi.advanceTimersByTimeAsync(20)
  expect(published(two.done)).toEqual([
    ['c', 'message:new', 1, 2, 3],
    ['d', 'message:new', 11, 21, 12, 22, 13, 23],
  ])
  expect(two.done.map(([, , , push]) => (push as { people: unknown[] }).people.length)).toEqual([
    1, 1,
  ])
  // The sockets of the node that stored them got each at once.
  expect(published(one.done)).toHaveLength(6)
})

test('in a conversation of many sockets, what comes soon after the last waits for more', async () => {
  const [one, two] = [await openNode([], 20), await openNode()]
  await vi.advanceTimersByTimeAsync(80)
  one.publish.toConversation('c', 'message:new', messages('c', 1))
  await vi.advanceTimersByTimeAsync(1)
  expect(published(two.done)).toHaveLength(1)
  for (const seq of [2, 3]) {
    one.publish.toConversation('c', 'message:new', messages('c', seq))
    await vi.advanceTimersByTimeAsync(30)
  }
  expect(published(two.done)).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(20)
  expect(published(two.done)[1]).toEqual(['c', 'message:new', 2, 3])
})

test('in a conversation of few sockets, what comes soon after the last waits 10 ms', async () => {
  const [one, two] = [await openNode([], 19), await openNode()]
  for (const seq of [1, 2]) {
    one.publish.toConversation('c', 'message:new', messages('c', seq))
    await vi.advanceTimersByTimeAsync(11)
  }
  expect(published(two.done)).toHaveLength(2)
})

test('a later event of any kind keeps its place between messages', async () => {
  const [one, two] = [await openNode(), await openNode()]
  one.publish.toConversation('c', 'message:new', messages('c', 1))
  one.publish.toConversation('c', 'message:edited', messages('c', 1))
  one.publish.toConversation('c', 'message:new', messages('c', 2))
  one.publish.toConversation('c', 'message:new', messages('c', 3), undefined, ['ben'])
  one.publish.toConversation('c', 'message:new', messages('c', 4), undefined, ['ben'])
  await vi.advanceTimersByTimeAsync(20)
  expect(published(two.done)).toEqual([
    ['c', 'message:new', 1],
    ['c', 'message:edited', 1],
    ['c', 'message:new', 2],
    ['c', 'message:new', 3],
    ['c', 'message:new', 4],
  ])
})

test('the people who are connected at any node are named once', async () => {
  const [one] = [await openNode(['ada']), await openNode(['ada', 'ben'])]
  const asked = one.publish.connectedAmong(['ada', 'ben', 'cleo'])
  await vi.advanceTimersByTimeAsync(10)
  expect(await asked).toEqual(['ada', 'ben'])
})

test('while a node does not answer, each of the people may be connected there', async () => {
  const [one] = [await openNode(['ada']), await openNode(['ben'])]
  bus.cut(1)
  const asked = one.publish.connectedAmong(['ada', 'ben', 'cleo'])
  await vi.advanceTimersByTimeAsync(1_100)
  expect(await asked).toEqual(['ada', 'ben', 'cleo'])
})
