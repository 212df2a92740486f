import { browserStorage } from './browser-storage.ts'
import { settingKey, type deviceSettings, type WELCOME } from './stores.ts'

type Setting = (typeof deviceSettings)[number] | typeof WELCOME

/** What this browser remembers about how the page looks. Where it keeps nothing, a choice lasts as long as the page. */
export const readSetting = (name: Setting): string | null =>
  browserStorage.getItem(settingKey(name))

export function writeSetting(name: Setting, value: string | null): void {
  if (value === null) browserStorage.removeItem(settingKey(name))
  else browserStorage.setItem(settingKey(name), value)
}
