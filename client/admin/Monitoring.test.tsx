// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { RequestError } from '../requests/request-error.ts'
import { stage } from '../testing/stage.tsx'
import Monitoring from './Monitoring.tsx'

afterEach(cleanup)

test('an administrator sees the numbers, and each chart also as a table', async () => {
  stage(<Monitoring />)
  const numbers = await screen.findByRole('region', { name: 'Now and in this time' })
  expect(numbers.textContent).toContain('Success rate100%')
  expect(numbers.textContent).toContain('Connections per person2')
  const charts = screen.getAllByRole('figure')
  expect(charts).toHaveLength(4)
  for (const chart of charts) {
    expect(within(chart).getByRole('img').getAttribute('aria-label')).toMatch(/at most/)
    expect(within(chart).getByRole('table', { hidden: true })).toBeTruthy()
  }
  const why = screen.getByRole('region', { name: 'Why connections closed' })
  expect(why.textContent).toContain('The tab or the network went away1')
  const people = screen.getByRole('region', { name: 'Connections of each person' })
  expect(people.textContent).toContain('@ (@ada)2')
})

test('another window is asked for at once', async () => {
  const { messenger } = stage(<Monitoring />)
  await userEvent.click(await screen.findByRole('radio', { name: '24 hours' }))
  await vi.waitFor(() => expect(messenger.account.monitoring).toHaveBeenLastCalledWith('24h'))
})

test('an answer for the window before comes too late to be shown', async () => {
  const { messenger } = stage(null)
  const numbers = await messenger.account.monitoring('15m')
  let answerLate = (): void => undefined
  messenger.account.monitoring.mockImplementation((window) =>
    window === '24h'
      ? new Promise((resolve) => (answerLate = () => resolve({ ...numbers, sockets: 24 })))
      : Promise.resolve({ ...numbers, sockets: 15 }),
  )
  stage(<Monitoring />, { messenger })
  const shown = await screen.findByRole('region', { name: 'Now and in this time' })
  await userEvent.click(screen.getByRole('radio', { name: '24 hours' }))
  await userEvent.click(screen.getByRole('radio', { name: '15 minutes' }))
  await act(async () => answerLate())
  expect(shown.textContent).toContain('Connections15')
})

test('anybody else is told that they may not see it', async () => {
  const { messenger } = stage(null)
  messenger.account.monitoring.mockRejectedValue(new RequestError('forbidden'))
  stage(<Monitoring />, { messenger })
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Only administrators may see this page.',
  )
})

test('an administrator switches uploads off for everybody, and sees when that failed', async () => {
  const { messenger } = stage(null)
  const asked: unknown[][] = []
  const refuse: Error[] = []
  messenger.rooms.ask = vi.fn(async (...request: unknown[]) => {
    asked.push(request)
    const fault = request[0] === 'PUT' && refuse.pop()
    if (fault) throw fault
    return { enabled: true, max_bytes: 1, bytes_left: 1 }
  })
  stage(<Monitoring />, { messenger })
  const uploads = await screen.findByRole<HTMLInputElement>('switch', { name: /may upload/ })
  expect(uploads.checked).toBe(true)
  await userEvent.click(uploads)
  await vi.waitFor(() => expect(uploads.checked).toBe(false))
  expect(asked).toEqual([
    ['GET', '/api/uploads'],
    ['PUT', '/api/admin/uploads', { enabled: false }],
  ])
  refuse.push(new RequestError('unavailable'))
  await userEvent.click(uploads)
  expect((await screen.findByRole('alert')).textContent).toBe('That did not work. Try again.')
  expect(uploads.checked).toBe(false)
  await userEvent.click(uploads)
  await vi.waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  await vi.waitFor(() => expect(uploads.checked).toBe(true))
})

test('of two quick choices the later one holds, however slow the first is', async () => {
  const { messenger } = stage(null)
  const sent: boolean[] = []
  const endings: (() => void)[] = []
  messenger.rooms.ask = vi.fn(async (method: string, _path: string, body?: unknown) => {
    if (method === 'PUT') {
      sent.push((body as { enabled: boolean }).enabled)
      await new Promise<void>((resolve) => endings.push(resolve))
    }
    return { enabled: true, max_bytes: 1, bytes_left: 1 }
  }) as typeof messenger.rooms.ask
  stage(<Monitoring />, { messenger })
  const uploads = await screen.findByRole<HTMLInputElement>('switch', { name: /may upload/ })
  await userEvent.click(uploads)
  await userEvent.click(uploads)
  // The second waits for the first, so that the relay cannot take them in another order.
  expect(sent).toEqual([false])
  await act(async () => endings.shift()?.())
  expect(sent).toEqual([false, true])
  await act(async () => endings.shift()?.())
  expect(uploads.checked).toBe(true)
})
