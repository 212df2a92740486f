// @vitest-environment happy-dom
import { waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'

test('no wait of a test gives up after one second', { timeout: 10_000 }, async () => {
  const began = performance.now()
  const isLate = () => performance.now() - began > 1_200
  const expectLate = () => expect(isLate()).toBe(true)
  const waits = [vi.waitUntil(isLate), vi.waitFor(expectLate), waitFor(expectLate)]
  await expect.poll(isLate).toBe(true)
  await Promise.all(waits)
})
