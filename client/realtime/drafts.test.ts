// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Api } from '../session/http.ts'
import { createDrafts } from './drafts.ts'
import { conversation } from './fixtures.ts'

const create = (userId: string) =>
  createDrafts(userId, vi.fn(async () => conversation(0)) as unknown as Api, {
    kept: () => null,
    saved: () => undefined,
  })

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a draft is kept in this browser within half a second', async () => {
  create('ada').set('c1', 'half a sent')
  await vi.advanceTimersByTimeAsync(500)
  expect(create('ada').get('c1')).toBe('half a sent')
})

test('a page that is left keeps what was typed last', () => {
  create('ada').set('c1', 'last wor')
  window.dispatchEvent(new Event('pagehide'))
  expect(create('ada').get('c1')).toBe('last wor')
})

test('an emptied draft is gone', async () => {
  const drafts = create('ada')
  drafts.set('c1', 'text')
  await vi.advanceTimersByTimeAsync(500)
  drafts.set('c1', '')
  expect(drafts.get('c1')).toBe('')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(localStorage).toHaveLength(0)
})

test("logging out forgets one's own drafts and nobody else's", () => {
  const other = create('ben')
  other.set('c1', 'of Ben')
  other.stop({ forget: false })
  const drafts = create('ada')
  drafts.set('c1', 'of Ada')
  drafts.stop({ forget: true })
  expect(create('ada').get('c1')).toBe('')
  expect(create('ben').get('c1')).toBe('of Ben')
})
