/**
 * Whether this browser accepts any data of this site. One that blocks cookies throws at the first touch of each store.
 * One that refuses a single store keeps cookies, and the page works from memory. Nothing may touch a store while the
 * modules load: the page would stay blank.
 */
export const acceptsSiteData = (): boolean =>
  navigator.cookieEnabled && [() => localStorage, () => sessionStorage].some(isOpen)

function isOpen(store: () => Storage): boolean {
  try {
    return store().length >= 0
  } catch {
    return false
  }
}

/** Null in a browser that has none, or refuses it. Then tabs do not hear of each other. */
export function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name)
  } catch {
    return null
  }
}
