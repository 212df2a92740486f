import { RELOADED_FOR } from './stores.ts'

/**
 * Reloads the page because the relay speaks this newer protocol, at most once in this tab. A page that comes back
 * old, for example from a cache, must not reload for ever. Returns whether it reloads.
 */
export function reloadOnce(protocol: number, reload = () => location.reload()): boolean {
  try {
    if (sessionStorage.getItem(RELOADED_FOR) === String(protocol)) return false
    sessionStorage.setItem(RELOADED_FOR, String(protocol))
  } catch {
    // Without the storage the page could reload for ever.
    return false
  }
  reload()
  return true
}
