import { expect, test } from 'vitest'
import { typedTerms } from '../../wire/words/words.ts'
import { excerptOf } from './excerpt.ts'

const show = (body: string, typed: string) =>
  excerptOf(body, typedTerms(typed)).replaceAll('\ue000', '[').replaceAll('\ue001', ']')

test.each([
  ['a plan for today', 'plan', 'a [plan] for today'],
  ['The PLAN and the planet', 'plan', 'The [PLAN] and the [planet]'],
  ['planet plan', 'plan today', 'planet [plan]'],
  ['Mein Résumé, bitte', 'resume', 'Mein [Résumé], bitte'],
  ['see example.com/plan', 'plan', 'see example.com/[plan]'],
  ['a\n\n  b', 'b', 'a [b]'],
  ['Привет, мир', 'при', '[Привет], мир'],
  ['<b>plan</b>', 'plan', '<b>[plan]</b>'],
  ['pl\ue000an\ue001', 'plan', '[plan]'],
  ['nothing of it', '...', 'nothing of it'],
  ['well 👍🏽 done', '👍', 'well [👍🏽] done'],
  ['we 👩‍👩‍👧 all', '👩', 'we [👩‍👩‍👧] all'],
  ['we 👩‍👩‍👧 all', '👧', 'we [👩‍👩‍👧] all'],
  ['we ❤️ you', '❤', 'we [❤️] you'],
  ['👍👍🏽 a', '👍', '[👍👍🏽] a'],
  ['it is क्षि now', 'क्षि', 'it is [क्षि] now'],
])('"%s" searched for "%s"', (body, typed, excerpt) => {
  expect(show(body, typed)).toBe(excerpt)
})

test('a long body is cut around the first match, between words', () => {
  const body = `${'before '.repeat(50)}plan ${'after '.repeat(50)}`
  const excerpt = show(body, 'plan')
  expect(excerpt).toMatch(/^…before .*before \[plan\] after .* after…$/)
  expect(excerpt.length).toBeLessThan(210)
})

test('no character is cut in two, and no match is left open', () => {
  const emoji = excerptOf('👍'.repeat(500), typedTerms('x'))
  expect(emoji.isWellFormed()).toBe(true)
  const word = show(`${'a'.repeat(1_000)} plan`, 'aa')
  expect(word.split('[').length).toBe(word.split(']').length)
})
