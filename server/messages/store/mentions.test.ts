import { expect, test } from 'vitest'
import { mentionsAsked } from './mentions.ts'

const placesOf = (body: string): string[][] => {
  const asked = mentionsAsked(body)
  return asked === '' ? [] : (JSON.parse(asked) as { places: string[][] }).places
}

test.each([
  ['no name', ''],
  ['@ada', 'ada'],
  ['@Ada and @BEN, @ada.', 'ada ben'],
  ['(@ada-) @ben_', 'ada ben'],
  ['ada@example.com @@ada x@ada @ ada', ''],
  [`@${'a'.repeat(31)}`, ''],
])('"%s" mentions "%s"', (body, names) => {
  expect(
    placesOf(body)
      .map(([likeliest]) => likeliest)
      .join(' '),
  ).toBe(names)
})

test('a message of a thousand names has at most fifty looked up', () => {
  const body = Array.from({ length: 1_000 }, (_, n) => `@n${n}.`).join(' ')
  expect(placesOf(body)).toHaveLength(50)
})

test('a dot may belong to the name or to the sentence, so both names are looked up', () => {
  expect(placesOf('@pat.smith')).toEqual([['pat.smith', 'pat']])
})

test('a name that the sender chose goes with the person it means', () => {
  const chosen = [{ name: 'Anna Müller', user_id: 'u1' }]
  expect(JSON.parse(mentionsAsked('@Anna Müller, hi', chosen))).toEqual({
    places: [['Anna Müller', 'anna']],
    ids: { 'Anna Müller': 'u1' },
  })
})
