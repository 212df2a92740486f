import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { highlight, highlightNow } from './highlight.ts'
import { grammarOf, grammars } from './languages.ts'
import { looks } from './pieces.ts'

const languages = Object.keys(grammars)
const snippet = fc
  .array(
    fc.constantFrom(
      ...[
        'const',
        'def',
        'SELECT',
        '<a href="',
        '</',
        '<script>',
        '{',
        '}',
        '"',
        "'",
        '`',
        '${',
        '//',
      ],
      ...[
        '/*',
        '*/',
        '#',
        '\n',
        '  ',
        '\t',
        '\r\n',
        '&amp;',
        '<',
        '>',
        '= 1',
        'f(x)',
        '---',
        '+ a',
      ],
      ...[
        '@@',
        '\\',
        'é',
        '👍🏽',
        '\u200b',
        '\0',
        '<img src=x onerror=alert(1)>',
        '"""',
        'EOF',
        '<<',
      ],
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.join(''))

test('the pieces of a code are the code, in every language', async () => {
  await Promise.all(languages.map((language) => highlight('', language)))
  fc.assert(
    fc.property(snippet, fc.constantFrom(...languages), (code, language) => {
      const pieces = highlightNow(code, language) ?? []
      expect(pieces.map(({ text }) => text).join('')).toBe(code)
    }),
    { numRuns: 500 },
  )
})

test('keywords, strings and comments are told apart', async () => {
  const roles = async (code: string, language: string) =>
    (await highlight(code, language))?.map(({ text, role }) => [text, role])
  expect(await roles("let a = 'b' // c", 'ts')).toEqual([
    ['let', 'keyword'],
    [' a = ', null],
    ["'b'", 'string'],
    [' ', null],
    ['// c', 'comment'],
  ])
  expect(await roles('-a', 'diff')).toEqual([['-a', 'removed']])
})

test.each(['', 'nothing', 'constructor', '__proto__'])('%j is no language', async (language) => {
  expect(grammarOf(language)).toBeUndefined()
  expect(await highlight('code', language)).toBeNull()
})

const tokens = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8')
type Colour = readonly number[]

function token(name: string, theme: number): Colour {
  const [, ...both] = new RegExp(`--${name}: light-dark\\(#(\\w{6}), #(\\w{6})\\)`).exec(tokens)!
  return both[theme]!.match(/../g)!.map((part) => parseInt(part, 16))
}
const mixed = (over: Colour, under: Colour, share: number) =>
  over.map((part, n) => part * share + under[n]! * (1 - share))

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

test.each(Object.values(looks))('%s is readable on code in both bubbles and themes', (look) => {
  for (const theme of [0, 1])
    for (const bubble of ['surface', 'own']) {
      const ground = mixed(token('bg', theme), token(bubble, theme), 0.6)
      expect(contrast(token(look.replace('text-', ''), theme), ground)).toBeGreaterThan(4.5)
    }
})
