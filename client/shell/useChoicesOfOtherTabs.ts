import { useEffect } from 'react'
import { chooseTheme, themes } from '../account/theme.ts'
import { readSetting } from '../browser/settings.ts'
import { settingKey } from '../browser/stores.ts'
import { chooseLanguage } from '../i18n/language.ts'

/** A language or theme that a person chooses in one tab shows in the others too. What is open there stays open. */
export function useChoicesOfOtherTabs(): void {
  useEffect(() => {
    // A browser reports a change of its storage to every tab but the one that made it.
    const follow = ({ key }: StorageEvent) => {
      if (key === settingKey('locale')) void chooseLanguage(readSetting('locale'))
      if (key !== settingKey('theme')) return
      chooseTheme(themes.find((theme) => theme === readSetting('theme')) ?? 'system')
    }
    window.addEventListener('storage', follow)
    return () => window.removeEventListener('storage', follow)
  }, [])
}
