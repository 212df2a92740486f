// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { reloadOnce } from './reload-once.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  sessionStorage.clear()
})

test('a page reloads once for each protocol and never twice', () => {
  const reload = vi.fn()
  expect(reloadOnce(2, reload)).toBe(true)
  expect(reloadOnce(2, reload)).toBe(false)
  expect(reload).toHaveBeenCalledOnce()
  expect(reloadOnce(3, reload)).toBe(true)
  expect(reload).toHaveBeenCalledTimes(2)
})

test('without a storage it does not reload, because nothing could end a loop', () => {
  vi.stubGlobal('sessionStorage', undefined)
  const reload = vi.fn()
  expect(reloadOnce(2, reload)).toBe(false)
  expect(reload).not.toHaveBeenCalled()
})
