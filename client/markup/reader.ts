import { useSyncExternalStore } from 'react'

type Formatted = typeof import('./formatted.tsx')

let formatted: Formatted | null = null
let loading: Promise<void> | null = null
const listeners = new Set<() => void>()

/** Loads the parser. Texts are shown as typed until it is here, and after a failure until the next try. */
export function loadFormatted(): Promise<void> {
  return (loading ??= import('./formatted.tsx')
    .then(({ Body, plainText }) => {
      formatted = { Body, plainText }
      for (const listener of [...listeners]) listener()
    })
    .catch(() => {
      loading = null
    }))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (formatted === null) void loadFormatted()
  return () => listeners.delete(listener)
}

export const currentFormatted = (): Formatted | null => formatted

/** The parser, or null until it is loaded. The component is drawn again then. */
export const useFormatted = (): Formatted | null =>
  useSyncExternalStore(subscribe, currentFormatted)
