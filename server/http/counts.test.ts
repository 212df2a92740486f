import { expect, test } from 'vitest'
import { countHere } from './counts.ts'

function open() {
  const clock = { time: 0 }
  const count = countHere({ uses: 3, milliseconds: 1_000 }, () => clock.time)
  return { clock, count }
}

test('what is above the limit waits for the end of the span, and the next span begins with its first use', () => {
  const { clock, count } = open()
  expect([count('ada', 1), count('ada', 2)]).toEqual([0, 0])
  clock.time = 400
  expect(count('ada', 1)).toBe(600)
  expect(count('ben', 3)).toBe(0)
  clock.time = 999
  expect(count('ada', 1)).toBe(1)
  clock.time = 1_500
  expect([count('ada', 3), count('ada', 1)]).toEqual([0, 1_000])
  expect(count('ben', 4)).toBe(1_000)
})

test('the end of one span ends no other', () => {
  const { clock, count } = open()
  count('ada', 3)
  clock.time = 900
  count('ben', 3)
  clock.time = 1_200
  expect(count('ada', 3)).toBe(0)
  expect(count('cleo', 3)).toBe(0)
  expect([count('ada', 1), count('ben', 1), count('cleo', 1)]).toEqual([1_000, 700, 1_000])
})

test('one use of the whole limit is allowed, and one of more is not', () => {
  const { count } = open()
  expect([count('ada', 3), count('ben', 4)]).toEqual([0, 1_000])
})
