import { expect, test, vi } from 'vitest'
import { createSubscriptions } from './subscriptions.ts'

const settle = () => Promise.resolve()

test('a listener of one id is told of that id alone, and of changes without an id', async () => {
  const { subscribe, notify } = createSubscriptions()
  const [all, one, another] = [vi.fn(), vi.fn(), vi.fn()]
  subscribe(all)
  subscribe(one, 'c1')
  subscribe(another, 'c2')
  notify(['c1'])
  notify(['c1', 'c3'])
  await settle()
  expect([all, one, another].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0])
  notify()
  await settle()
  expect([all, one, another].map(({ mock }) => mock.calls.length)).toEqual([2, 2, 1])
})

test('no listener is told after it unsubscribed', async () => {
  const { subscribe, notify } = createSubscriptions()
  const [gone, stays] = [vi.fn(), vi.fn()]
  const end = subscribe(gone, 'c1')
  subscribe(stays, 'c1')
  notify(['c1'])
  end()
  await settle()
  expect(gone).not.toHaveBeenCalled()
  expect(stays).toHaveBeenCalledOnce()
})
