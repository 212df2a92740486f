import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linksOf } from '../../wire/previews/links.ts'
import { readText } from '../../wire/text/read.ts'
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

const PIECES = [
  ...['@pat', '@pat.', '@ben_b', '@Anna Müller', '@www.e.org', '@x `y`', 'pat@', '@e.org', '你好'],
  ...['https://e.org/a', 'www.e.org', 'http://[::1]:3000', 'localhost:3', '://', 'x@e.org', '\\'],
  ...['`', '```', '*', '**', '_', '~~', '[', '](', ')', '<', '>', '> ', '- ', '| ', '|-|\n'],
  ...[' ', '\n', '.', '-', 'a', '，'],
]
const NAMES = ['pat', 'ben_b', 'a.b', 'www.e.org', 'Anna Müller', 'x `y`']

test('a message has a link for the search and the previews if the page draws one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.subarray(NAMES),
      (body, names) => {
        const drawn = JSON.stringify(readText(body, { names, known: new Set(names) }))
        const hrefs = [...drawn.matchAll(/"href":"([^"]*)"/g)].map(([, href]) => href!)
        const terms = indexedTerms(body, names, { names: null, kinds: [] })
        expect(terms.includes('\u0002link'), body).toBe(hrefs.length > 0)
        expect(linksOf(body, names), body).toEqual([
          ...new Set(hrefs.filter((href) => href.startsWith('http'))),
        ])
      },
    ),
    {
      numRuns: 5_000,
      examples: [
        ['~~@pat.a@www.e.org', ['www.e.org']],
        ['@pat.-@www.e.org', []],
      ],
    },
  )
})
