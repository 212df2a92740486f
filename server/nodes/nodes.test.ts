import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BEAT_MILLISECONDS as BEAT, MemoryBus, nodesOn } from '../../testing/nodes/memory-bus.ts'
import type { Nodes } from './nodes.ts'

let bus: MemoryBus
let open: Nodes[]
beforeEach(() => {
  vi.useFakeTimers()
  bus = new MemoryBus()
  open = []
})
afterEach(async () => {
  await Promise.all([...open.map((node) => node.close()), vi.advanceTimersByTimeAsync(BEAT)])
  vi.useRealTimers()
})

async function openNode(options: { key?: Buffer } = {}) {
  const heard: unknown[] = []
  const missed = vi.fn()
  const gone = vi.fn()
  const deaf = vi.fn()
  const deafHere = vi.fn()
  const hearing = vi.fn()
  const nodesHeard = vi.fn()
  const nodes = nodesOn(bus, { ...options, watch: { nodesHeard, deafFor: deaf } })
  nodes.listen({ onMissed: missed, onGone: gone, onHearing: hearing, onDeaf: deafHere })
  nodes.on('unwatchAll', ([userId]) => {
    heard.push(userId)
    return `done ${userId}`
  })
  open.push(nodes)
  await Promise.all([nodes.open(), vi.advanceTimersByTimeAsync(10)])
  const tell = async (...userIds: string[]) => {
    for (const userId of userIds) nodes.tell('unwatchAll', [userId])
    await vi.advanceTimersByTimeAsync(10)
  }
  return { nodes, heard, missed, gone, deaf, deafHere, hearing, nodesHeard, tell }
}
const pass = (beats: number) => vi.advanceTimersByTimeAsync(beats * BEAT)

test('a node that is alone sends its beat and nothing else', async () => {
  const one = await openNode()
  bus.batches = []
  await one.tell('a', 'b', 'c')
  await pass(3)
  expect(bus.batches).toHaveLength(3)
  expect(new Set(bus.batches.map(({ length }) => length)).size).toBe(1)
})

test('nodes hear each other in order, many frames in one batch, and miss nothing', async () => {
  const [one, two] = [await openNode(), await openNode()]
  await one.tell('before')
  bus.batches = []
  const many = Array.from({ length: 100 }, (_, n) => `${n}`)
  await one.tell(...many)
  expect(two.heard).toEqual(['before', ...many])
  expect(bus.batches.length).toBeLessThan(4)
  await pass(10)
  expect([one.missed, two.missed].map((spy) => spy.mock.calls.length)).toEqual([0, 0])
})

test('a node that was cut off knows that it missed something, and so does the other one', async () => {
  const [one, two] = [await openNode(), await openNode()]
  bus.cut(1)
  await one.tell('lost')
  await two.tell('lost too')
  bus.cut(1, false)
  await pass(1)
  expect([one.missed, two.missed].map((spy) => spy.mock.calls.length)).toEqual([1, 1])
  await one.tell('heard')
  expect(two.heard).toEqual(['heard'])
})

test('a cut in which nobody said anything is no loss', async () => {
  const [one, two] = [await openNode(), await openNode()]
  bus.cut(1)
  await pass(2)
  bus.cut(1, false)
  await pass(3)
  expect([one.missed, two.missed].map((spy) => spy.mock.calls.length)).toEqual([0, 0])
})

test('what a node said while it believed to be alone is missed by the others', async () => {
  const [one, two] = [await openNode(), await openNode()]
  bus.cut(0)
  await pass(8)
  bus.cut(0, false)
  await pass(1)
  two.missed.mockClear()
  bus.cut(1)
  await pass(8)
  expect(one.gone).toHaveBeenCalled()
  await one.tell('to nobody')
  bus.cut(1, false)
  await pass(1)
  expect(two.missed).toHaveBeenCalled()
})

test('a question waits for all, for a silent node only a second, and for nobody when alone', async () => {
  const [one, two] = [await openNode(), await openNode()]
  const ask = () => one.nodes.ask('unwatchAll', ['x'])
  const [heard] = await Promise.all([ask(), vi.advanceTimersByTimeAsync(10)])
  expect(heard).toEqual({ answers: ['done x'], isComplete: true })
  bus.cut(1)
  const asked = ask()
  let isDone = false
  void asked.then(() => (isDone = true))
  await vi.advanceTimersByTimeAsync(900)
  expect(isDone).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect(await asked).toEqual({ answers: [], isComplete: false })
  await pass(8)
  expect(one.gone).toHaveBeenCalledOnce()
  expect(await ask()).toEqual({ answers: [], isComplete: true })
  expect(two.deaf).toHaveBeenCalled()
  expect(one.deaf).not.toHaveBeenCalled()
})

test('a node that says goodbye is gone at once, and nothing of it is missed', async () => {
  const [one, two] = [await openNode(), await openNode()]
  await Promise.all([two.nodes.close(), vi.advanceTimersByTimeAsync(10)])
  expect(one.gone).toHaveBeenCalledOnce()
  expect(one.missed).not.toHaveBeenCalled()
  expect(one.nodes.isAlone).toBe(true)
  expect(one.nodesHeard).toHaveBeenLastCalledWith(0)
})

test('a batch that is repeated changes nothing, and one with another key is not read', async () => {
  const [one, two] = [await openNode(), await openNode()]
  await one.tell('once')
  for (const batch of bus.batches)
    for (const listener of bus.listeners.keys()) listener.onBatch(batch)
  expect(two.heard).toEqual(['once'])
  const stranger = await openNode({ key: randomBytes(32) })
  await stranger.tell('not for you')
  await pass(1)
  expect(two.heard).toEqual(['once'])
  expect(stranger.nodes.isAlone).toBe(true)
})

test('a node hears itself before its first beat', async () => {
  const { nodes, hearing } = await openNode()
  expect(nodes.isHearing).toBe(true)
  expect(hearing).toHaveBeenCalledOnce()
})

test('a node that hears nobody tells it at each beat, opens its bus anew, and hears again', async () => {
  const one = await openNode()
  bus.cut(0)
  await pass(5)
  expect(one.nodes.isHearing).toBe(false)
  expect([one.deaf.mock.calls, one.deafHere.mock.calls.length]).toEqual([[[1]], 1])
  expect(bus.reopenings).toBe(1)
  await pass(4)
  expect([one.deaf.mock.calls.length, bus.reopenings]).toEqual([5, 1])
  await pass(1)
  expect(bus.reopenings).toBe(2)
  bus.cut(0, false)
  await pass(1)
  expect(one.nodes.isHearing).toBe(true)
  expect(one.hearing).toHaveBeenCalledTimes(2)
})

test('a question ends when its node hears nobody any more, and later ones do not wait', async () => {
  const [one] = [await openNode(), await openNode()]
  bus.cut(0)
  await pass(4.5)
  const ended = vi.fn()
  void one.nodes.ask('unwatchAll', ['x']).then(ended)
  await pass(0.5)
  expect(ended).toHaveBeenCalledExactlyOnceWith({ answers: [], isComplete: false })
  void one.nodes.ask('unwatchAll', ['y']).then(ended)
  await pass(0)
  expect(ended).toHaveBeenCalledTimes(2)
})

test('a node that was deaf does not take the others for gone', async () => {
  const [one, two] = [await openNode(), await openNode()]
  bus.cut(0)
  await pass(4)
  two.gone.mockClear()
  await pass(4)
  bus.cut(0, false)
  await pass(2)
  expect(one.gone).not.toHaveBeenCalled()
  expect(one.nodes.isAlone).toBe(false)
})

test('what a node said is not done again later, whoever repeats it on the bus', async () => {
  const [one, two] = [await openNode(), await openNode()]
  bus.batches = []
  await one.tell('once')
  const recorded = [...bus.batches]
  expect(two.heard).toEqual(['once'])
  const replay = async () => {
    for (const batch of recorded)
      for (const listener of bus.listeners.keys()) listener.onBatch(batch)
    await vi.advanceTimersByTimeAsync(10)
  }
  await replay()
  open = [two.nodes]
  await Promise.all([one.nodes.close(), vi.advanceTimersByTimeAsync(BEAT)])
  await replay()
  expect(two.heard).toEqual(['once'])
  await pass(3_700_000 / BEAT)
  await replay()
  // A node that started later does not know who was there before.
  const late = await openNode()
  await replay()
  expect([two.heard, late.heard]).toEqual([['once'], []])
})

test('a node that is left out because of its clock is missed, once a beat, and no answer is complete', async () => {
  const behind = await openNode()
  await pass(2)
  const batches = bus.batches.slice(-2)
  open = []
  await Promise.all([behind.nodes.close(), vi.advanceTimersByTimeAsync(BEAT)])
  await pass(3_700_000 / BEAT)
  const one = await openNode()
  const hear = () => {
    for (const batch of batches)
      for (const listener of bus.listeners.keys()) listener.onBatch(batch)
  }
  const asked = () => one.nodes.ask('unwatchAll', ['x'])
  expect(await asked()).toEqual({ answers: [], isComplete: true })
  hear()
  expect(one.missed).toHaveBeenCalledTimes(1)
  expect(await asked()).toEqual({ answers: [], isComplete: false })
  await pass(1)
  hear()
  expect(one.missed).toHaveBeenCalledTimes(2)
  await openNode()
  const [heard] = await Promise.all([asked(), vi.advanceTimersByTimeAsync(10)])
  expect(heard).toEqual({ answers: ['done x'], isComplete: false })
  await pass(2)
  const [later] = await Promise.all([asked(), vi.advanceTimersByTimeAsync(10)])
  expect(later).toEqual({ answers: ['done x'], isComplete: true })
})
