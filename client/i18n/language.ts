import { createContext, useContext } from 'react'
import { en, type Catalogue } from './en.ts'
import { createFormat, type Format } from './format.ts'
import { readSetting } from '../browser/settings.ts'

interface Language {
  catalogue: Catalogue
  format: Format
  /** For `<html>`. */
  lang: string
  dir: 'ltr' | 'rtl'
}

/**
 * The catalogue is English, but the clock and the calendar are the reader's. With de-AT a person reads
 * 14:05, with en-US 2:05 PM.
 */
export function formatLocale(browser: Pick<Navigator, 'languages'> = navigator): string {
  const tags = browser.languages.filter(isKnownTag)
  const english = tags.find((tag) => tag.startsWith('en'))
  const { hourCycle } = new Intl.DateTimeFormat(tags[0], { hour: 'numeric' }).resolvedOptions()
  return new Intl.Locale(english ?? 'en', hourCycle ? { hourCycle } : {}).toString()
}

/** A system whose locale is "C" gives a browser that tag, and `Intl` throws at it. */
function isKnownTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0
  } catch {
    return false
  }
}

/**
 * The pseudo catalogue finds strings outside the catalogue. Only a developer who turns it on downloads it.
 */
export async function loadLanguage(): Promise<Language> {
  const pseudo = readSetting('locale') === 'pseudo'
  return {
    catalogue: pseudo ? (await import('./pseudo.ts')).pseudo : en,
    format: createFormat(formatLocale()),
    lang: pseudo ? 'en-XA' : 'en',
    dir: 'ltr',
  }
}

export const LanguageContext = createContext<Pick<Language, 'catalogue' | 'format'>>({
  catalogue: en,
  format: createFormat('en'),
})

export function useCatalogue(): Catalogue {
  return useContext(LanguageContext).catalogue
}

export function useFormat(): Format {
  return useContext(LanguageContext).format
}
