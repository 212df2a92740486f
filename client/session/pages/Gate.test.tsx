// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBrowser, SESSION } from '../../testing/fake-session.ts'
import { pass } from '../../testing/time.ts'
import { SessionContext } from '../context.ts'
import { Gate } from './Gate.tsx'

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

test('a failure that is tried again by itself stays as it is, with its focus, until it passes', async () => {
  const { browser, count, refuse, recover, openTab } = createBrowser()
  browser.stored = 'ada'
  refuse(SESSION.bridge, 'unavailable', { status: 503, requestId: 'r-1' })
  const { controller } = openTab()
  render(
    <SessionContext value={controller}>
      <Gate open>the messages</Gate>
    </SessionContext>,
  )
  await act(() => controller.start())
  await vi.dynamicImportSettled()
  const title = screen.getByRole('heading')
  const button = screen.getByRole('button', { name: 'Retry' })
  const changed = vi.fn()
  const observer = new MutationObserver(changed)
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })

  await pass(60_000)
  expect(count(SESSION.bridge)).toBeGreaterThan(4)
  expect(screen.getByRole('heading')).toBe(title)
  expect(document.activeElement).toBe(button)
  expect(screen.getByRole('button', { name: 'Log out and try again' })).toBeTruthy()
  // Nothing changes on the page, so a screen reader has nothing to tell again.
  expect(changed).not.toHaveBeenCalled()
  observer.disconnect()

  recover(SESSION.bridge)
  await pass(31_000)
  expect(screen.getByText('the messages')).toBeTruthy()
})
