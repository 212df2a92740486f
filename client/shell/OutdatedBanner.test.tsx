// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { pass } from '../testing/time.ts'
import { ConnectionBanner } from './ConnectionBanner.tsx'

const reload = vi.fn()
beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(location, 'reload').mockImplementation(reload)
})
afterEach(() => {
  cleanup()
  sessionStorage.clear()
  reload.mockClear()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const show = () => {
  const messenger = stageMessenger({ connection: { kind: 'outdated', protocol: 9 }, waiting: 1 })
  stage(<ConnectionBanner />, { messenger })
}

test('a page that is too old says so, then reloads once', async () => {
  show()
  expect(document.body.textContent).toContain('Parley was updated. This page reloads by itself.')
  expect(reload).not.toHaveBeenCalled()
  await pass(3_000)
  expect(reload).toHaveBeenCalledOnce()
})

test('still too old after that, it reloads no more and offers a button', async () => {
  sessionStorage.setItem('parley-reloaded-for', '9')
  show()
  await pass(60_000)
  expect(reload).not.toHaveBeenCalled()
  expect(document.body.textContent).toContain('What you wrote is kept.')
  screen.getByRole('button', { name: 'Reload' }).click()
  expect(reload).toHaveBeenCalledOnce()
})
