import { beforeEach, expect, test, vi } from 'vitest'
import { fakeLink } from '../../testing/fake-socket.ts'
import { ada, pending } from '../../testing/fixtures.ts'
import { createStore } from '../store/store.ts'
import { createOutboxSlice } from './outbox.ts'

const loads = vi.hoisted(() => ({ count: 0, isMissing: true }))
vi.mock('../outbox/reviews.ts', () => {
  loads.count += 1
  if (loads.isMissing) throw new Error('a new version was installed')
  return { reviewsOf: () => ({}) }
})

beforeEach(() => Object.assign(loads, { count: 0, isMissing: true }))

test('a part that is missing is asked for again with the next connection, and not with each change', async () => {
  const store = createStore(ada)
  const needs = { store, outbox: {}, link: fakeLink().link }
  createOutboxSlice(needs as unknown as Parameters<typeof createOutboxSlice>[0])
  store.model.pending = [pending({ kind: 'failed', code: 'in_review' })]
  for (let n = 0; n < 5; n += 1) {
    store.emitChange()
    await vi.dynamicImportSettled()
  }
  expect(loads.count).toBe(1)
  loads.isMissing = false
  store.caughtUp.emit()
  await vi.dynamicImportSettled()
  expect(loads.count).toBe(2)
})
