import { setMaxListeners } from 'node:events'
import 'fake-indexeddb/auto'

/**
 * The browser globals that the core of the client needs, so that it runs with a relay in one process. Requests and
 * storage are real, and nothing is drawn.
 */
class MemoryStorage extends Map<string, string> {
  get length(): number {
    return this.size
  }
  key = (index: number) => [...this.keys()][index] ?? null
  getItem = (key: string) => this.get(key) ?? null
  setItem = (key: string, value: string) => void this.set(key, value)
  removeItem = (key: string) => void this.delete(key)
}

export const browserWindow = new EventTarget()
const browserDocument = Object.assign(new EventTarget(), {
  // No dialog and no panel covers the page.
  body: { hasAttribute: () => false },
  querySelector: () => null,
  visibilityState: 'visible',
  hasFocus: () => true,
})
// Several pages share these globals here.
setMaxListeners(0, browserWindow, browserDocument)

Object.assign(globalThis, {
  window: browserWindow,
  document: browserDocument,
  localStorage: new MemoryStorage(),
})
if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: {} })
