import { afterEach, expect, test } from 'vitest'
import { writeSetting } from '../browser/settings.ts'
import { createFormat } from './format.ts'
import { differences } from './differences.ts'
import { formatLocale, languages, loadLanguage } from './language.ts'
import { pseudo, wholeEnglish } from './pseudo.ts'

afterEach(() => writeSetting('locale', null))

test.each([
  [['C'], /^en/],
  [['C', 'en-GB'], /^en-GB/],
  [['not a tag', 'de-AT'], /^en-u-hc-h23/],
  [[], /^en/],
  [['en-US@posix'], /^en/],
  [['en_US.UTF-8', 'POSIX', '*', ''], /^en/],
  [['enm', 'de'], /^en-u-hc-h23/],
  [['EN-gb'], /^en-GB/],
  [['x-private', 'i-klingon'], /^en/],
  [['tr'], /^en-u-hc-h23/],
  [['x-klingon', 'zh-Hant-TW'], /^en/],
  [['zh-Hant-TW', 'en'], /^en/],
  [['az-Latn-AZ'], /^en/],
  [['ar-EG-u-nu-arab-ca-islamic'], /^en/],
  [['en-US'], /^en-US-u-hc-h12/],
])('a browser that speaks %j gets a language that Intl knows', (languages, expected) => {
  const locale = formatLocale({ languages })
  expect(locale).toMatch(expected)
  expect(createFormat(locale).time('2026-01-01T12:00:00Z')).not.toBe('')
})

const german = { ...wholeEnglish, groups: { ...wholeEnglish.groups, title: 'Gruppe' } }
const available = { de: () => Promise.resolve(german) }

test.each([
  ['automatic follows the browser', null, ['de-AT', 'en'], 'de', 'de-AT'],
  ['the first language that is known counts', null, ['tr-TR', 'C', 'en-GB', 'de'], 'en', 'en-GB'],
  ['a choice comes before the browser', 'de', ['en-US'], 'de', 'de'],
  ['English can be chosen as well', 'en', ['de-DE'], 'en', 'en'],
  ['a choice that is gone is none', 'xx', ['de'], 'de', 'de'],
  ['without any known language it is English', null, ['tlh'], 'en', 'en'],
  ['a name of an object is no language', 'constructor', ['toString'], 'en', 'en'],
])('%s', async (_, choice, tags, lang, locale) => {
  writeSetting('locale', choice)
  const language = await loadLanguage(available, { languages: tags })
  expect(language.lang).toBe(lang)
  expect(language.catalogue === german).toBe(lang === 'de')
  expect(formatLocale({ languages: tags }, lang)).toMatch(new RegExp(`^${locale}`))
})

test('a language that cannot be fetched is English', async () => {
  const gone = { de: () => Promise.reject(new Error('gone')) }
  expect((await loadLanguage(gone, { languages: ['de'] })).lang).toBe('en')
})

test('dates are those of the chosen language', async () => {
  const { format } = await loadLanguage(available, { languages: ['de-DE'] })
  expect(format.dayWithin('2025-03-12T12:00:00Z', new Date('2026-11-21'))).toBe('12. März 2025')
  expect(format.number(1234.5)).toBe('1.234,5')
})

test('every catalogue has every key of English, and no other', async () => {
  expect(differences(wholeEnglish, pseudo)).toEqual([])
  for (const [tag, load] of Object.entries(languages)) {
    expect([tag, differences(wholeEnglish, await load())]).toEqual([tag, []])
  }
})

test('a missing, an unknown and an empty entry of a catalogue are found, and a sentence without its value', () => {
  const english = { a: 'A', b: { c: (n: number) => `${n}`, d: 'D' }, e: 'E' }
  const other = { a: ' ', b: { c: 'C', x: 'X' }, e: 'Ü' }
  expect(differences(english, other)).toEqual([
    'a: empty',
    'b.c: string',
    'b.d: missing',
    'b.x: unknown',
  ])
})

test('a browser without a list of languages gets English', async () => {
  expect(formatLocale({})).toMatch(/^en/)
  expect((await loadLanguage(available, {})).lang).toBe('en')
})
