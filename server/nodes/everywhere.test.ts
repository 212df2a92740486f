import { afterEach, beforeEach, expect, test, vi } from 'vitest'
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
async function openNode(connected: string[] = []) {
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
  const publish = publishEverywhere({ here, hasSocket: () => true, nodes })
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
