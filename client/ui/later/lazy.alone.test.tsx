// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { Component, Suspense, type ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { lazy } from './lazy.tsx'

vi.mock('./MissingPart.tsx', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

class Page extends Component<{ children: ReactNode }> {
  override state = { isBroken: false }
  static getDerivedStateFromError = () => ({ isBroken: true })
  override render() {
    return this.state.isBroken ? <p>the page is broken</p> : this.props.children
  }
}

/** A part that cannot be fetched, and neither can the code that says so. */
async function show() {
  const load = vi.fn<() => Promise<{ default: () => ReactNode }>>()
  load.mockRejectedValue(new TypeError('Failed to fetch dynamically imported module'))
  const Part = lazy(load)
  render(
    <Page>
      <p>the draft</p>
      <Suspense>
        <Part />
      </Suspense>
    </Page>,
  )
  const later = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
  const isThere = () => load.mockResolvedValue({ default: () => <p>the part</p> })
  await later(500)
  expect(screen.getByText('the draft')).toBeDefined()
  return { later, isThere, load }
}

test('a network that is away and seems to be there breaks nothing, and the part comes', async () => {
  const { later, isThere } = await show()
  isThere()
  await later(1_000)
  expect(screen.getByText('the part')).toBeDefined()
})

test('a browser that knows that the network is away waits until it is back', async () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const { later, isThere, load } = await show()
  await later(600_000)
  expect(load).toHaveBeenCalledOnce()
  online.mockReturnValue(true)
  isThere()
  window.dispatchEvent(new Event('online'))
  await later(0)
  expect(screen.getByText('the part')).toBeDefined()
})

test('code that is gone for good is told after some tries', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const { later, load } = await show()
  await later(60_000)
  expect(screen.getByText('the draft')).toBeDefined()
  await later(60_000)
  expect(screen.getByText('the page is broken')).toBeDefined()
  expect(load).toHaveBeenCalledTimes(5)
})
