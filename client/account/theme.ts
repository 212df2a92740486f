import { readSetting, writeSetting } from '../browser/settings.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export function currentTheme(): Theme {
  return themes.find((theme) => theme === document.documentElement.dataset['theme']) ?? 'system'
}

/** Without the attribute, the style sheet follows the theme of the system. */
function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

export function chooseTheme(theme: Theme): void {
  apply(theme)
  writeSetting('theme', theme === 'system' ? null : theme)
}

// This runs at import, and main.tsx imports it first. The first frame then has the right colours.
apply(themes.find((theme) => theme === readSetting('theme')) ?? 'system')
