/**
 * Whether this browser stores data for this site. One that blocks cookies throws at the first touch of a store. Nothing
 * may touch one while the modules load: the page would stay blank.
 */
export function acceptsSiteData(): boolean {
  try {
    return navigator.cookieEnabled && localStorage.length + sessionStorage.length >= 0
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
