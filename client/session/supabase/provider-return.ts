import { PROVIDER_BEGUN } from '../../browser/stores.ts'

/** This tab leaves for a provider, or does not leave after all. */
export function setLeaving(leaving: boolean): void {
  try {
    if (leaving) sessionStorage.setItem(PROVIDER_BEGUN, '1')
    else sessionStorage.removeItem(PROVIDER_BEGUN)
  } catch {
    // The browser keeps nothing for this site. The person is asked when they come back.
  }
}

/** Whether this tab had left for a provider. The click that sent it there is the person's word. It counts once. */
export function takeReturn(): boolean {
  try {
    const hadLeft = sessionStorage.getItem(PROVIDER_BEGUN) !== null
    setLeaving(false)
    return hadLeft
  } catch {
    return false
  }
}
