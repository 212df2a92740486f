// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { RequestError } from './request-error.ts'
import { useChanges } from './useChanges.ts'

afterEach(cleanup)

/** A save that the test ends. */
function openSave() {
  let end!: (error?: RequestError) => void
  const saved = new Promise<void>((resolve, reject) => {
    end = (error) => (error === undefined ? resolve() : reject(error))
  })
  return { save: () => saved, end }
}
const lost = () => new RequestError('network')

test('the failure of a choice that was replaced is not shown, and that of the last one is', async () => {
  const { result } = renderHook(() => useChanges())
  const first = openSave()
  const second = openSave()
  await act(async () => {
    void result.current.save('lifetime', first.save)
    const all = result.current.save('lifetime', second.save)
    first.end(lost())
    second.end()
    await all
  })
  expect(result.current.failure).toBeNull()
  await act(async () => {
    await result.current.save('lifetime', () => Promise.reject(lost()))
  })
  expect(result.current.failure).not.toBeNull()
})

test('two settings are saved one after another, and the failure of one stays', async () => {
  const { result } = renderHook(() => useChanges())
  const saved: string[] = []
  const first = openSave()
  await act(async () => {
    void result.current.save('muted', first.save)
    const all = result.current.save('notify', () => Promise.resolve(saved.push('notify')))
    expect(saved).toEqual([])
    first.end(lost())
    await all
  })
  expect(saved).toEqual(['notify'])
  expect(result.current.failure).not.toBeNull()
})
