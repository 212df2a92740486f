import { setTimeout as pause } from 'node:timers/promises'

/** Looks every 20 ms until it holds; false when it did not within the time given. */
export async function waitUntil(holds: () => boolean, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds
  while (!holds()) {
    if (Date.now() > end) return false
    await pause(20)
  }
  return true
}
