// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { conversation } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { usePageTitle } from './usePageTitle.ts'

afterEach(cleanup)

function Titled() {
  usePageTitle()
  return null
}

const listOf = (...unread: number[]) => ({
  conversations: {
    status: 'ready' as const,
    items: unread.map((count, i) => conversation({ id: String(i), unread: count })),
    hasMore: false,
  },
})

test('the title counts unread messages up to 99+, and has no number when all is read', () => {
  const messenger = stageMessenger(listOf(1, 0, 2))
  stage(<Titled />, { messenger })
  expect(document.title).toBe('(3) Parley')
  act(() => messenger.become(listOf(100, 2)))
  expect(document.title).toBe('(99+) Parley')
  act(() => messenger.become(listOf(0)))
  expect(document.title).toBe('Parley')
})

test('the number leaves the title when the page goes', () => {
  const { unmount } = stage(<Titled />, { messenger: stageMessenger(listOf(5)) })
  unmount()
  expect(document.title).toBe('Parley')
})
