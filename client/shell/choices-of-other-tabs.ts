import { chooseTheme, themes } from '../account/theme.ts'
import { readSetting } from '../browser/settings.ts'
import { settingKey } from '../browser/stores.ts'
import { chooseLanguage } from '../i18n/language.ts'

/**
 * A language or theme that a person chooses in one tab shows in the others too, and what is open there stays open. A
 * browser reports a change of its storage to every tab but the one that made it.
 */
export function followChoicesOfOtherTabs(): void {
  window.addEventListener('storage', ({ key }) => {
    if (key === settingKey('locale')) void chooseLanguage(readSetting('locale'))
    if (key !== settingKey('theme')) return
    chooseTheme(themes.find((theme) => theme === readSetting('theme')) ?? 'system')
  })
}
