// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Suspense } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { lazy } from './lazy.tsx'
import type { Place } from './MissingPart.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A part that can be fetched only while `isThere`, beside a draft. */
function show(place?: Place) {
  const server = { isThere: false }
  const Part = lazy(async () => {
    if (!server.isThere) throw new TypeError('Failed to fetch dynamically imported module')
    return { default: ({ name }: { name: string }) => <p>the part of {name}</p> }
  }, place)
  render(
    <>
      <textarea aria-label="Message" defaultValue="a draft" />
      <Suspense>
        <Part name="Ada" />
      </Suspense>
    </>,
  )
  return server
}
const draft = () => screen.getByRole<HTMLTextAreaElement>('textbox').value

test('a part that is gone says so alone, and a click fetches it or loads the page anew', async () => {
  const reload = vi.spyOn(location, 'reload').mockReturnValue()
  const server = show()
  expect((await screen.findByRole('alert')).textContent).toMatch(/could not be loaded/)
  expect(draft()).toBe('a draft')
  await userEvent.click(screen.getByRole('button', { name: 'Reload' }))
  expect(reload).toHaveBeenCalledOnce()
  server.isThere = true
  await userEvent.click(screen.getByRole('button', { name: 'Reload' }))
  await screen.findByText('the part of Ada')
  expect(screen.queryByRole('alert')).toBeNull()
  expect(draft()).toBe('a draft')
})

test('without a network nothing is loaded anew, and the part comes with the network', async () => {
  const reload = vi.spyOn(location, 'reload').mockReturnValue()
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const server = show('over')
  await userEvent.click(await screen.findByRole('button', { name: 'Reload' }))
  expect(reload).not.toHaveBeenCalled()
  server.isThere = true
  window.dispatchEvent(new Event('online'))
  await screen.findByText('the part of Ada')
})

test('a sign that nobody would miss says nothing', async () => {
  const server = show('nowhere')
  server.isThere = true
  await screen.findByText('the part of Ada')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a part comes when a server that was away is back, and a hidden page does not ask', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const server = show()
  await screen.findByRole('alert')
  server.isThere = true
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  await act(() => vi.advanceTimersByTimeAsync(60_000))
  expect(screen.queryByText('the part of Ada')).toBeNull()
  hidden.mockReturnValue(false)
  await act(() => vi.advanceTimersByTimeAsync(15_000))
  expect(screen.getByText('the part of Ada')).toBeDefined()
  // Whoever has it does not ask for it any more.
  expect(vi.getTimerCount()).toBe(0)
})
