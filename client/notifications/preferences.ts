import { useSyncExternalStore } from 'react'
import { readSetting, writeSetting } from '../browser/settings.ts'

/** What somebody wants to be told by, in this browser. */
export interface Preferences {
  sound: boolean
  desktop: boolean
}

const listeners = new Set<() => void>()
/** Both are on unless they were switched off: the desktop still needs the permission of the browser. */
let current: Preferences = {
  sound: readSetting('sound') !== 'off',
  desktop: readSetting('desktop') !== 'off',
}

export const preferences = {
  get: () => current,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  change(name: keyof Preferences, on: boolean): void {
    current = { ...current, [name]: on }
    writeSetting(name, on ? null : 'off')
    for (const listener of listeners) listener()
  },
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(preferences.subscribe, preferences.get)
}
