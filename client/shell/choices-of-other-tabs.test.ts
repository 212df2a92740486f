// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest'
import { currentTheme } from '../account/theme.ts'
import { settingKey } from '../browser/stores.ts'
import { followLanguage } from '../i18n/language.ts'
import { eventually } from '../../testing/eventually.ts'
import { followChoicesOfOtherTabs } from './choices-of-other-tabs.ts'

function chooseElsewhere(name: string, value: string | null): void {
  const key = settingKey(name)
  if (value === null) localStorage.removeItem(key)
  else localStorage.setItem(key, value)
  window.dispatchEvent(new StorageEvent('storage', { key, newValue: value }))
}

afterEach(() => {
  chooseElsewhere('theme', null)
  localStorage.clear()
})

test('a language and a theme that are chosen in another tab show in this one', async () => {
  let shown = ''
  await followLanguage(({ lang }) => (shown = lang))
  followChoicesOfOtherTabs()
  chooseElsewhere('locale', 'de')
  await eventually('German', () => shown === 'de')
  chooseElsewhere('theme', 'dark')
  expect(currentTheme()).toBe('dark')
  chooseElsewhere('theme', null)
  expect(currentTheme()).toBe('system')
})
