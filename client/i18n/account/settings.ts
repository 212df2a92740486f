import { settings, type SettingsCatalogue } from '../en/account/settings.ts'
import { useCatalogue } from '../language.ts'

/**
 * English is fetched with the settings, the menu of the account, the welcome and the help with the keyboard. Another
 * language has this part in its own catalogue.
 */
export function useSettingsCatalogue(): SettingsCatalogue {
  return useCatalogue().settings ?? settings
}
