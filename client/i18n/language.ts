import { createContext, useContext } from 'react'
import { en, type Catalogue } from './en.ts'
import { createFormat, type Format } from './format.ts'
import { readSetting } from '../browser/settings.ts'

export interface Language {
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
export function formatLocale(browser: Partial<Pick<Navigator, 'languages'>> = navigator): string {
  // Some browsers in other apps have no list.
  const tags = (browser.languages ?? []).filter(isKnownTag)
  // `enm` is Middle English, and no browser knows its calendar.
  const english = tags.find((tag) => /^en(-|$)/i.test(tag))
  const { hourCycle } = new Intl.DateTimeFormat(tags[0], { hour: 'numeric' }).resolvedOptions()
  return new Intl.Locale(english ?? 'en', hourCycle ? { hourCycle } : {}).toString()
}

/** A system gives a browser tags such as "C" and "en-US@posix", and `Intl` throws at them. */
function isKnownTag(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
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
