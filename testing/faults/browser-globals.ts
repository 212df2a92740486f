import { setMaxListeners } from 'node:events'
import 'fake-indexeddb/auto'

/**
 * As much of a browser as the core of the client asks for, and no more, so that it runs beside a relay in one process: what it
 * sends and stores is real, what it would draw is not looked at.
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
  visibilityState: 'visible',
  hasFocus: () => true,
})
// Several pages share them here.
setMaxListeners(0, browserWindow, browserDocument)

Object.assign(globalThis, {
  window: browserWindow,
  document: browserDocument,
  localStorage: new MemoryStorage(),
})
if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: {} })
