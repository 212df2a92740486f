import { createContext, useContext } from 'react'
import { en, type Catalogue } from './en.ts'
import { createFormat, type Format } from './format.ts'
import { readSetting, writeSetting } from '../browser/settings.ts'

export interface Language {
  catalogue: Catalogue
  format: Format
  /** For `<html>`. */
  lang: string
}

/** The other languages: `client/i18n/<tag>/index.ts` exports the whole catalogue. Only its readers download it. */
const others = import.meta.glob<Required<Catalogue>>('./*/index.ts', { import: 'catalogue' })
export const languages: Languages = Object.fromEntries(
  Object.entries(others).map(([file, load]) => [file.split('/')[1]!, load]),
)
type Languages = Record<string, () => Promise<Catalogue>>

/** The first language of the reader that there is a catalogue for. A choice of this browser comes first. */
function chosenLanguage(available: Languages, tags: readonly string[] = []): string {
  const wanted = [readSetting('locale') ?? '', ...tags].map((tag) =>
    tag.split('-')[0]!.toLowerCase(),
  )
  return wanted.find((tag) => tag === 'en' || Object.hasOwn(available, tag)) ?? 'en'
}

/**
 * The catalogue has few languages, but the clock and the calendar are the reader's. With de-AT a person reads 14:05,
 * with en-US 2:05 PM.
 */
export function formatLocale(
  browser: Partial<Pick<Navigator, 'languages'>> = navigator,
  language = 'en',
): string {
  // Some browsers in other apps have no list.
  const tags = (browser.languages ?? []).filter(isKnownTag)
  // `enm` is Middle English, and no browser knows its calendar.
  const own = tags.find((tag) => tag.split('-')[0]!.toLowerCase() === language)
  const { hourCycle } = new Intl.DateTimeFormat(tags[0], { hour: 'numeric' }).resolvedOptions()
  return new Intl.Locale(own ?? language, hourCycle ? { hourCycle } : {}).toString()
}

/** A system gives a browser tags such as "C" and "en-US@posix", and `Intl` throws at them. */
function isKnownTag(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
  } catch {
    return false
  }
}

/** The pseudo catalogue finds strings outside the catalogue. Only a developer who turns it on downloads it. */
export async function loadLanguage(
  available = languages,
  browser: Partial<Pick<Navigator, 'languages'>> = navigator,
): Promise<Language> {
  const pseudo = readSetting('locale') === 'pseudo'
  const lang = pseudo ? 'en' : chosenLanguage(available, browser.languages)
  const load = pseudo ? () => import('./pseudo.ts').then((code) => code.pseudo) : available[lang]
  // English is here already. A page that cannot fetch another language is better than none.
  const catalogue = await load?.().catch(() => undefined)
  return {
    catalogue: catalogue ?? en,
    format: createFormat(formatLocale(browser, lang)),
    lang: pseudo ? 'en-XA' : catalogue ? lang : 'en',
  }
}

let show: (language: Language) => void = () => {}

/** Shows the page in the language of this browser, and again after each choice of another one. */
export async function followLanguage(draw: typeof show): Promise<void> {
  show = draw
  draw(await loadLanguage())
}

/** Null follows the languages of the browser. */
export async function chooseLanguage(tag: string | null): Promise<void> {
  writeSetting('locale', tag)
  show(await loadLanguage())
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
