import { useSyncExternalStore } from 'react'
import { hasAttention } from './attention.ts'

function subscribe(listener: () => void): () => void {
  const covers = new MutationObserver(listener)
  covers.observe(document.documentElement, {
    subtree: true,
    attributeFilter: ['inert', 'data-scroll-locked'],
  })
  window.addEventListener('focus', listener)
  window.addEventListener('blur', listener)
  document.addEventListener('visibilitychange', listener)
  return () => {
    covers.disconnect()
    window.removeEventListener('focus', listener)
    window.removeEventListener('blur', listener)
    document.removeEventListener('visibilitychange', listener)
  }
}

/** Whether the user probably looks at the conversation of this tab. */
export const useAttention = (): boolean => useSyncExternalStore(subscribe, hasAttention)
