// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { createLife, type LifeTable } from './life.ts'

const door: LifeTable<'open' | 'closed' | 'gone', 'push' | 'pull' | 'burn'> = {
  open: { pull: 'closed', burn: 'gone' },
  closed: { push: 'open' },
  gone: {},
}

afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

test('an event that the state does not know changes nothing', () => {
  const life = createLife('door', door, 'closed')
  expect(life.knows('pull')).toBe(false)
  expect(life.happen('pull')).toBeNull()
  expect(life.state()).toBe('closed')
  expect(life.happen('push')).toBe('open')
  expect(life.state()).toBe('open')
})

test('the trace is off by default', () => {
  const debug = vi.spyOn(console, 'debug').mockReturnValue()
  createLife('door', door, 'closed').happen('push')
  expect(debug).not.toHaveBeenCalled()
})

test('the trace prints the state, the event, the next state and the milliseconds', () => {
  const debug = vi.spyOn(console, 'debug').mockReturnValue()
  localStorage.setItem('parley.trace', '1')
  const life = createLife('door', door, 'closed')
  life.happen('push')
  life.happen('push')
  const lines = debug.mock.calls.map(([line]) => String(line).replace(/\d+ ms/, 'N ms'))
  expect(lines).toEqual(['door: closed, push, open, N ms', 'door: open, push, ignored, N ms'])
})
