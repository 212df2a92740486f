import { PROBE } from './stores.ts'

/** False in a browser that keeps nothing for this site: it is full, or it blocks the data of this site. */
export function keepsData(): boolean {
  try {
    localStorage.setItem(PROBE, '1')
    localStorage.removeItem(PROBE)
    return true
  } catch {
    return false
  }
}
