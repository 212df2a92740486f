import { expect, test } from 'vitest'
import { createContention } from './contention.ts'

/** Contention at a time that the test sets. */
function contentionAt() {
  const clock = { now: 10_000 }
  return { clock, contention: createContention(() => clock.now) }
}

test('a conversation is contested for a second after its lock was met twice in a short time', () => {
  const { clock, contention } = contentionAt()
  contention.met('c')
  expect(contention.isContested('c')).toBe(false)
  clock.now += 249
  contention.met('c')
  expect(contention.isContested('c')).toBe(true)
  expect(contention.isContested('another')).toBe(false)
  clock.now += 999
  expect(contention.isContested('c')).toBe(true)
  clock.now += 1
  expect(contention.isContested('c')).toBe(false)
})

test('locks that are met now and then make no conversation contested', () => {
  const { clock, contention } = contentionAt()
  for (let time = 0; time < 10; time++) {
    contention.met('c')
    expect(contention.isContested('c')).toBe(false)
    clock.now += 250
  }
})

test('a lock that is met once more does not end the second', () => {
  const { clock, contention } = contentionAt()
  contention.met('c')
  contention.met('c')
  clock.now += 600
  contention.met('c')
  clock.now += 399
  contention.met('another')
  expect(contention.isContested('c')).toBe(true)
  clock.now += 1
  expect(contention.isContested('c')).toBe(false)
})

test('in a contested conversation, a commit begins 4 ms after the last one ended', () => {
  const { clock, contention } = contentionAt()
  contention.met('c')
  contention.met('c')
  expect(contention.pause('c')).toBe(0)
  contention.committed('c', true)
  expect(contention.pause('c')).toBe(4)
  clock.now += 3
  expect(contention.pause('c')).toBe(1)
  clock.now += 500
  expect(contention.pause('c')).toBe(0)
})

test('a conversation stays contested while messages wait for the next commit', () => {
  const { clock, contention } = contentionAt()
  contention.met('c')
  contention.met('c')
  for (let time = 0; time < 10; time++) {
    clock.now += 200
    contention.committed('c', false)
    expect(contention.isContested('c')).toBe(true)
  }
  clock.now += 900
  contention.committed('c', true)
  clock.now += 100
  expect(contention.isContested('c')).toBe(false)
})

test('nobody waits in a conversation that is not contested', () => {
  const { contention } = contentionAt()
  contention.committed('c', true)
  expect(contention.pause('c')).toBe(0)
  contention.met('c')
  contention.committed('c', true)
  expect(contention.pause('c')).toBe(0)
})
