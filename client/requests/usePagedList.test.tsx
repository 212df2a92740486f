// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pass } from '../testing/time.ts'
import { RequestError } from './request-error.ts'
import { usePagedList } from './usePagedList.ts'

const EVERY_MS = 15_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

interface Answer {
  items: { id: string }[]
  next_cursor: string | null
}
const page = (ids: string, next: string | null = null): Answer => ({
  items: ids.split('').map((id) => ({ id })),
  next_cursor: next,
})

/** Each question waits for `answer`. */
function open(first: { q: string }, everyMilliseconds: number | null = null) {
  const asked: {
    settle: (answer: Answer | Error) => void
    q: string
    cursor: string | undefined
  }[] = []
  const ask = ({ q }: { q: string }, cursor?: string) =>
    new Promise<Answer>((resolve, reject) => {
      const settle = (answer: Answer | Error) =>
        answer instanceof Error ? reject(answer) : resolve(answer)
      asked.push({ settle, q, cursor })
    })
  const { result, rerender } = renderHook(
    (question: { q: string }) => usePagedList(question, ask, everyMilliseconds),
    { initialProps: first },
  )
  return {
    asked,
    rerender,
    answer: (index: number, answer: Answer | Error) =>
      act(async () => asked[index]!.settle(answer)),
    more: () => act(async () => void result.current.more().catch(() => undefined)),
    load: () => act(async () => void result.current.load()),
    ids: () => {
      const { list } = result.current
      return list.kind === 'ready' ? list.items.map(({ id }) => id).join('') : list.kind
    },
  }
}

test('the previous items stay until the answer to a new question; an older answer is dropped', async () => {
  const { asked, answer, ids, rerender } = open({ q: '' })
  await answer(0, page('ab'))
  rerender({ q: 'c' })
  rerender({ q: 'cd' })
  expect(ids()).toBe('ab')
  await answer(2, page('d'))
  await answer(1, page('c'))
  expect(ids()).toBe('d')
  expect(asked.map(({ q }) => q)).toEqual(['', 'c', 'cd'])
})

test('more pages are put behind, and are not lost to a refresh', async () => {
  const { asked, answer, more, ids } = open({ q: '' }, EVERY_MS)
  await answer(0, page('ab', 'after-b'))
  await pass(EVERY_MS)
  // The refresh is still on its way when the person asks for more.
  await more()
  await answer(1, page('xy'))
  await answer(2, page('c'))
  expect(asked[2]).toMatchObject({ q: '', cursor: 'after-b' })
  expect(ids()).toBe('abc')
  await pass(4 * EVERY_MS)
  expect(asked).toHaveLength(3)
})

test('after a failed request for more, the first page is refreshed again', async () => {
  const { asked, answer, more, ids } = open({ q: '' }, EVERY_MS)
  await answer(0, page('ab', 'after-b'))
  await more()
  await answer(1, new RequestError('network'))
  await pass(EVERY_MS)
  await answer(2, page('zab', 'after-b'))
  expect(ids()).toBe('zab')
  expect(asked).toHaveLength(3)
})

test('a failed refresh keeps the items; without their own answer there are none', async () => {
  const { answer, ids, load, rerender } = open({ q: '' }, EVERY_MS)
  await answer(0, page('ab'))
  await load()
  await answer(1, new RequestError('internal', { status: 500 }))
  expect(ids()).toBe('ab')
  rerender({ q: 'c' })
  await answer(2, new RequestError('network'))
  expect(ids()).toBe('failed')
})

test('a person who may no longer see the list sees no items of it', async () => {
  const { answer, ids } = open({ q: '' }, EVERY_MS)
  await answer(0, page('ab'))
  await pass(EVERY_MS)
  await answer(1, new RequestError('forbidden', { status: 403 }))
  expect(ids()).toBe('failed')
})
