import { expect, test } from 'vitest'
import { indexedTerms, searchedText } from './searched-text.ts'

test.each([
  ['the **plan** is *good*', 'the plan is good'],
  ['~~old plan~~ `x`', 'old plan x'],
  ['[the plan](https://example.org/a)', 'the plan'],
  ['> plan', 'plan'],
  ['```js\nplan()\n```', 'plan()'],
  ['| a | b |\n| - | - |\n| plan | 2 |', 'a b plan 2'],
  ['- [x] plan', 'plan'],
  ['2 * 3 * 4', '2 * 3 * 4'],
])('of %j a search reads what is drawn', (body, text) => {
  expect(searchedText(body, null)).toBe(text)
})

test('a message is found by the names of its files too', () => {
  expect(searchedText('**look**', 'plan.pdf sea.png')).toBe('look plan.pdf sea.png')
  expect(searchedText('', 'plan.pdf')).toBe('plan.pdf')
})

test.each<[string, string[], (string | null)[]?]>([
  ['see https://example.org', ['link']],
  ['> - **[the plan](https://example.org/a)**', ['link']],
  ['mail ada@example.org', ['link']],
  ['`https://example.org`', ['code']],
  ['| a |\n| - |\n| `x` |', ['code']],
  ['1. ```\n   plan()\n   ```', ['code']],
  ['only words, with 2 `signs', []],
  ['', ['file', 'picture'], ['other', 'picture']],
  ['', ['voice'], ['voice']],
  ['', ['file'], [null]],
])('%j has %j', (body, contained, kinds = []) => {
  const has = indexedTerms(body, [], { names: null, kinds }).filter((term) =>
    term.startsWith('\u0002'),
  )
  expect(has.map((term) => term.slice(1)).sort()).toEqual(contained)
})
