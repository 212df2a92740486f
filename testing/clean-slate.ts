import { afterAll, vi } from 'vitest'

/**
 * The files of a worker share their modules and their page, because loading both anew costs more than most tests. This
 * runs before each file: it takes away what the file before may have left.
 */
vi.useRealTimers()
vi.unstubAllGlobals()
vi.unstubAllEnvs()
if (typeof HTMLElement !== 'undefined') cleanPage()

// A lazy part that still loads when its file ends would fail, and React would keep that failure for the files after it.
afterAll(() => vi.dynamicImportSettled())

/** The announcer keeps its region for as long as the page lives, so the region only loses its text. */
function cleanPage(): void {
  for (const element of [...document.body.children]) {
    if (element.matches('[aria-live]')) element.textContent = ''
    else element.remove()
  }
  localStorage.clear()
  sessionStorage.clear()
}
