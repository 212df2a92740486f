import { setTimeout as pause } from 'node:timers/promises'

/** Checks every 20 ms until the condition is true. False when it did not become true in the given time. */
export async function waitUntil(holds: () => boolean, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds
  while (!holds()) {
    if (Date.now() > end) return false
    await pause(20)
  }
  return true
}
