import { settingKey, type deviceSettings, type WELCOME } from './stores.ts'

type Setting = (typeof deviceSettings)[number] | typeof WELCOME

/** What this browser remembers about how the page looks. A browser that refuses storage gets the defaults. */
export function readSetting(name: Setting): string | null {
  try {
    return localStorage.getItem(settingKey(name))
  } catch {
    return null
  }
}

export function writeSetting(name: Setting, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(settingKey(name))
    else localStorage.setItem(settingKey(name), value)
  } catch {
    // A private window may refuse the storage. The choice then lasts as long as the page.
  }
}
