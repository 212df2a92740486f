import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

/** Works that take a given time of a clock that only they move. */
function withClock() {
  let time = 0
  const order: string[] = []
  const turns = createTurns(() => time)
  return {
    turns,
    order,
    bring: (person: string, name: string, takes: number) =>
      turns.take(person, async () => {
        order.push(name)
        time += takes
      }),
  }
}

test('one file does not wait for all the slow files of somebody else', async () => {
  const { turns, order, bring } = withClock()
  for (const name of ['a1', 'a2', 'a3']) void bring('ada', name, 20_000)
  void bring('ben', 'b1', 10)
  await turns.done()
  expect(order).toEqual(['a1', 'b1', 'a2', 'a3'])
})

test('the turns are fair by time: many quick files come before one more slow one', async () => {
  const { turns, order, bring } = withClock()
  for (const name of ['a1', 'a2']) void bring('ada', name, 100)
  for (const name of ['b1', 'b2', 'b3', 'b4']) void bring('ben', name, 40)
  await turns.done()
  expect(order).toEqual(['a1', 'b1', 'b2', 'b3', 'a2', 'b4'])
})

test('who comes later begins where the others stand, and shuts nobody out', async () => {
  const { turns, order, bring } = withClock()
  void bring('ada', 'a1', 100)
  void bring('ada', 'a2', 100).then(() => {
    for (const name of ['b1', 'b2', 'b3', 'b4']) void bring('ben', name, 60)
  })
  for (const name of ['a3', 'a4']) void bring('ada', name, 100)
  await turns.done()
  expect(order).toEqual(['a1', 'a2', 'b1', 'b2', 'a3', 'b3', 'b4', 'a4'])
})

test('a person who comes again and again does not come first each time', async () => {
  const { turns, order, bring } = withClock()
  const again = (left: number): unknown =>
    left > 0 && bring('ada', `a${left}`, 100).then(() => again(left - 1))
  again(3)
  for (const name of ['b1', 'b2']) void bring('ben', name, 100)
  await turns.done()
  expect(order).toEqual(['a3', 'b1', 'a2', 'b2', 'a1'])
})

test('a work that fails takes no turn from the next', async () => {
  const { turns, order, bring } = withClock()
  const failing = turns.take('ada', () => Promise.reject(new Error('no picture')))
  void bring('ada', 'a2', 10)
  await expect(failing).rejects.toThrow('no picture')
  await turns.done()
  expect(order).toEqual(['a2'])
})
