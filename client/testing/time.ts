import { act } from '@testing-library/react'
import { vi } from 'vitest'

/** Lets faked time pass. React draws between the seconds, so that clocks on the page go on. */
export async function pass(milliseconds: number): Promise<void> {
  let left = milliseconds
  do {
    const step = Math.min(left, 1_000)
    await act(() => vi.advanceTimersByTimeAsync(step))
    left -= step
  } while (left > 0)
}
