// @vitest-environment happy-dom
import { cleanup, render, renderHook } from '@testing-library/react'
import { act } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Dialog } from '../ui/Dialog.tsx'
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

describe('a conversation that is covered gets no attention', () => {
  beforeEach(() => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible')
  })

  function Conversation({ panel = false }) {
    return (
      <div inert={panel}>
        <div role="log">{useAttention() ? 'looked at' : 'covered'}</div>
      </div>
    )
  }
  const state = () => document.querySelector('[role=log]')?.textContent

  test('by a dialog', async () => {
    const view = (isOpen: boolean) => (
      <>
        <Conversation />
        {isOpen && (
          <Dialog title="New" onClose={() => undefined}>
            text
          </Dialog>
        )}
      </>
    )
    const { rerender } = render(view(false))
    expect(state()).toBe('looked at')
    rerender(view(true))
    await vi.waitFor(() => expect(state()).toBe('covered'))
    rerender(view(false))
    await vi.waitFor(() => expect(state()).toBe('looked at'))
  })

  test('by a panel that lies over it', async () => {
    const { rerender } = render(<Conversation />)
    expect(state()).toBe('looked at')
    rerender(<Conversation panel />)
    await vi.waitFor(() => expect(state()).toBe('covered'))
    rerender(<Conversation />)
    await vi.waitFor(() => expect(state()).toBe('looked at'))
  })
})
