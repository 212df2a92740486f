const KEY = 'parley-reloaded-for'

/**
 * Reloads the page for a relay of this protocol, at most once in this tab: a page that comes back as old as before, from a
 * cache for example, must not reload for ever. Returns whether it reloads.
 */
export function reloadOnce(protocol: number, reload = () => location.reload()): boolean {
  try {
    if (sessionStorage.getItem(KEY) === String(protocol)) return false
    sessionStorage.setItem(KEY, String(protocol))
  } catch {
    // Without the storage nothing could end a loop.
    return false
  }
  reload()
  return true
}
