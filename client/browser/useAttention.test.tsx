// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { useAttention } from './useAttention.ts'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test.each([
  ['visible', true, true],
  ['visible', false, false],
  ['hidden', true, false],
  ['hidden', false, false],
] as const)(
  'a page that is %s with the focus %s: attention is %s',
  (visibility, focus, expected) => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility)
    vi.spyOn(document, 'hasFocus').mockReturnValue(focus)
    expect(renderHook(useAttention).result.current).toBe(expected)
  },
)

test.each(['focus', 'blur', 'visibilitychange'])('%s is noticed', (event) => {
  const focus = vi.spyOn(document, 'hasFocus').mockReturnValue(false)
  const { result } = renderHook(useAttention)
  expect(result.current).toBe(false)
  focus.mockReturnValue(true)
  act(() => {
    ;(event === 'visibilitychange' ? document : window).dispatchEvent(new Event(event))
  })
  expect(result.current).toBe(true)
})
