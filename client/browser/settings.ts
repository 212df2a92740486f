type Setting = 'trace' | 'theme' | 'locale' | 'listWidth' | 'welcome' | 'sound' | 'desktop'

/** What this browser remembers about how the page looks. A browser that refuses storage gets the defaults. */
export function readSetting(name: Setting): string | null {
  try {
    return localStorage.getItem(`parley.${name}`)
  } catch {
    return null
  }
}

export function writeSetting(name: Setting, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`parley.${name}`)
    else localStorage.setItem(`parley.${name}`, value)
  } catch {
    // A private window may refuse the storage. The choice then lasts as long as the page.
  }
}
