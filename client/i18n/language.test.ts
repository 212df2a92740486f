import { expect, test } from 'vitest'
import { createFormat } from './format.ts'
import { formatLocale } from './language.ts'

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
  [['az-Latn-AZ'], /^en/],
  [['ar-EG-u-nu-arab-ca-islamic'], /^en/],
  [['en-US'], /^en-US-u-hc-h12/],
])('a browser that speaks %j gets a language that Intl knows', (languages, expected) => {
  const locale = formatLocale({ languages })
  expect(locale).toMatch(expected)
  expect(createFormat(locale).time('2026-01-01T12:00:00Z')).not.toBe('')
})

test('a browser without a list of languages gets English', () => {
  expect(formatLocale({})).toMatch(/^en/)
})
