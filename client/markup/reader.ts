import { useSyncExternalStore } from 'react'

export type Formatted = typeof import('./formatted.tsx')

let formatted: Formatted | null = null
let loading: Promise<void> | null = null
const listeners = new Set<() => void>()

/** Loads the parser. Texts are shown as typed until it is here, and after a failure until the next try. */
export function loadFormatted(): Promise<void> {
  return (loading ??= import('./formatted.tsx')
    .then(({ Body, plainLine }) => {
      formatted = { Body, plainLine }
      for (const listener of [...listeners]) listener()
    })
    .catch(() => {
      loading = null
    }))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function load(listener: () => void): () => void {
  if (formatted === null) void loadFormatted()
  return subscribe(listener)
}

export const currentFormatted = (): Formatted | null => formatted

/** The parser, or null until it is loaded. The component is drawn again then. */
export const useFormatted = (): Formatted | null => useSyncExternalStore(load, currentFormatted)

/** The same for the list, which is on the first screen and does not load the parser for its lines. */
export const useFormattedWhenLoaded = (): Formatted | null =>
  useSyncExternalStore(subscribe, currentFormatted)
