import { useEffect } from 'react'
import { isTouch } from '../browser/touch.ts'

interface Watcher extends EventTarget {
  destroy: () => void
}

declare global {
  interface Window {
    /** Chrome's. TypeScript does not know it yet. */
    CloseWatcher?: new () => Watcher
  }
}

/**
 * Stands inside what lies above the page. There Android's back button does what Escape does, and leaves neither the panel
 * nor the conversation below. A page with a mouse needs none: it has Escape.
 */
export function BackCloses() {
  useEffect(() => {
    if (!window.CloseWatcher || !isTouch()) return
    const Watch = window.CloseWatcher
    let watcher: Watcher
    /** A watcher hears one "back". What does not close by Escape lies above the page as before. */
    function watch() {
      watcher = new Watch()
      watcher.addEventListener('close', () => {
        document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }))
        watch()
      })
    }
    watch()
    return () => watcher.destroy()
  }, [])
  return null
}
