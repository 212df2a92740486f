import { useSyncExternalStore } from 'react'
import { readSetting, writeSetting } from '../browser/settings.ts'

/** The notification channels a person wants in this browser. */
export interface Preferences {
  sound: boolean
  desktop: boolean
}

const listeners = new Set<() => void>()
/** Both are on by default. Desktop notifications also need the browser's permission. */
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
