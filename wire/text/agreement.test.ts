import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_BODY_LENGTH } from '../limits.ts'
import { showsNothing } from './characters.ts'
import { cutText } from './cut.ts'
import { isFewEmoji, normalEmoji } from './emoji.ts'
import { isMisleading } from './address.ts'
import type { Block, Inline } from './nodes.ts'
import { plainText } from './plain-text.ts'
import { mentionPlaces, readText } from './read.ts'

const inlinesOf = (blocks: readonly Block[]): Inline[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'quote') return inlinesOf(block.blocks)
    if (block.kind === 'list') return block.items.flatMap((item) => inlinesOf(item.blocks))
    if (block.kind === 'table') return flat(block.rows.flat(2))
    return block.kind === 'code' ? [] : flat(block.children)
  })
const flat = (nodes: readonly Inline[]): Inline[] =>
  nodes.flatMap((node) => [node, ...('children' in node ? flat(node.children) : [])])
const drawn = (body: string, known: Set<string>, names: string[] = []) =>
  inlinesOf(readText(body, { known, names })).flatMap((node) =>
    node.kind === 'mention' ? [node.name] : [],
  )

const piece = fc.constantFrom(
  ...[
    '@pat',
    '@pat.',
    '@ben_b',
    '@Anna Müller',
    '你好',
    'ครับ',
    ' ',
    '\n',
    '`',
    '```',
    '*',
    '**',
    '_',
  ],
  ...[
    '~~',
    '[',
    '](',
    ')',
    'https://e.org/a',
    'www.e.org',
    '<',
    '>',
    '> ',
    '- ',
    '1. ',
    '| ',
    '|-|\n',
    '# ',
  ],
  ...[
    '\\',
    '!',
    '\u200b',
    '👍🏽',
    '，',
    '.',
    "'",
    'a',
    '[ ] ',
    'http://[::1]:3000',
    'x@e.org',
    '&amp;',
    '\t',
  ],
)
const body = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))

test('the relay and the page agree about 10,000 texts', () => {
  const names = ['Anna Müller']
  fc.assert(
    fc.property(body, (text) => {
      const likeliest = mentionPlaces(text, names).map(([name]) => name!)
      const resolved = new Set(likeliest)
      expect(new Set(drawn(text, resolved, names))).toEqual(resolved)
      expect(drawn(text, new Set(), names)).toEqual([])
      const plain = plainText(text)
      expect(plainText(plain)).toBeTypeOf('string')
      expect(showsNothing(plain)).toBe(showsNothing(text))
      for (const node of inlinesOf(readText(text)))
        if (node.kind === 'link') expect(node.href).toMatch(/^(?:https?:\/\/|mailto:)/)
    }),
    { numRuns: 10_000 },
  )
}, 60_000)

test.each([
  '@pat ',
  '[',
  '![',
  '*_',
  '| a ',
  '|-|\n',
  '> - ',
  '- ',
  '`` ` ',
  'a@b.c ',
  '<a',
  '[a](',
  '"(',
  '@Anna Müller',
])('the longest body of %j is read in little time', (repeated) => {
  const text = repeated.repeat(MAX_BODY_LENGTH).slice(0, MAX_BODY_LENGTH)
  const start = performance.now()
  mentionPlaces(text, ['Anna Müller'])
  plainText(text)
  expect(performance.now() - start).toBeLessThan(2_000)
})

test.each([
  ['`@pat`', ''],
  ['```\n@pat\n```', ''],
  ['[@pat](https://e.org)', ''],
  ['https://e.org/@pat', ''],
  ['\\@pat', ''],
  ['pat@e.org', ''],
  ['Ask @pat.', 'pat'],
  ['你好@pat请看', 'pat'],
  ['สวัสดี@patครับ', 'pat'],
  ['**@pat**, _@ben_', 'pat ben'],
  ['@paté', ''],
  ['@pate\u0301', ''],
  ['❤️@pat', 'pat'],
  ['1️⃣@pat', 'pat'],
  ['1@pat', ''],
  ['e\u0301@pat', ''],
  ['ל@pat', 'pat'],
  ['شكرًا@pat', 'pat'],
  ['كتابٌ@pat', 'pat'],
  ['ለ@patይ', 'pat'],
  ['@patको', 'pat'],
  ['@patу', 'pat'],
  ['почта@pat', ''],
  ['> - @pat', 'pat'],
])('%j mentions %j', (text, names) =>
  expect(
    mentionPlaces(text)
      .map(([name]) => name)
      .join(' '),
  ).toBe(names),
)

test.each([
  ["https://e.org/it's", "https://e.org/it's"],
  ['(https://e.org/a_(b))', 'https://e.org/a_(b)'],
  ['看https://e.org/b，然后', 'https://e.org/b'],
  ['http://localhost:3000/x', 'http://localhost:3000/x'],
  ['localhost:3000', 'http://localhost:3000/'],
  ['http://[::1]:8080/', 'http://[::1]:8080/'],
  ['HTTPS://E.ORG', 'https://e.org/'],
  ['https://münchen.de', 'https://xn--mnchen-3ya.de/'],
  ['**https://e.org**', 'https://e.org/'],
  ['« https://e.org/a »', 'https://e.org/a'],
  ['«https://e.org/a»', 'https://e.org/a'],
  ['‚https://e.org/a‘', 'https://e.org/a'],
  ['https://e.org/a۔', 'https://e.org/a'],
  ['https://e.org/a።', 'https://e.org/a'],
  ['https://e.org/a—', 'https://e.org/a'],
  ['https://e.org/a\u200b', 'https://e.org/a'],
  ['https://e.org/a\u202egnp', 'https://e.org/a'],
  ['https://e.org/a\u200d', 'https://e.org/a'],
  [
    'https://e.org/می\u200cخواهم',
    'https://e.org/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85',
  ],
])('%j links to %j', (text, href) =>
  expect(
    inlinesOf(readText(text)).flatMap((node) => (node.kind === 'link' ? [node.href] : [])),
  ).toEqual([href]),
)

test('a label that looks like another address shows the real one', () => {
  expect(plainText('[bank.com](https://evil.org/a)')).toBe('https://evil.org/a')
  expect(isMisleading('see www.bank.com', 'https://bank.com/')).toBe(false)
  expect(isMisleading('the plan', 'https://evil.org/')).toBe(false)
})

test.each([
  ['https://\u0430\u0440\u0440\u04cf\u0435.com', 'https://xn--80ak6aa92e.com/'],
  ['www.\u0430pple.com', 'https://www.xn--pple-43d.com/'],
  ['[\u0430pple.com](https://xn--pple-43d.com/)', 'https://xn--pple-43d.com/'],
  ['https://пример.рф', 'https://пример.рф'],
  ['https://\u0441\u0443\u0440.ru', 'https://\u0441\u0443\u0440.ru'],
  ['https://münchen.de', 'https://münchen.de'],
  ['https://e.org/\u0430\u0440\u0440', 'https://e.org/\u0430\u0440\u0440'],
])('the host of %j is shown as %j', (text, shown) => expect(plainText(text)).toBe(shown))

test.each(['>', '```', '-', '``` \n```', '# ', '> >'])('%j is shown as it was typed', (text) =>
  expect(plainText(text)).toBe(text.replace(/\s+/g, ' ').trim()),
)

test('an emoji has one spelling, and other signs are none', () => {
  for (const text of ['❤', '❤️', '❤︎', '❤️\u200d']) expect(normalEmoji(text)).toBe('❤️')
  for (const text of ['👩‍🚀', '👍🏽', '🏳️‍🌈', '🇩🇪', '1️⃣', '🕵🏽‍♂️']) expect(normalEmoji(text)).toBe(text)
  for (const text of ['a', '1', '👍👍', '', '\u200d', '🇩']) expect(normalEmoji(text)).toBeNull()
  expect([isFewEmoji('👍🏽 ❤️'), isFewEmoji('👍 a'), isFewEmoji('12')]).toEqual([true, false, false])
})

test('a table has at most 20 columns', () => {
  const table = (columns: number) => `${'| a '.repeat(columns)}|\n${'|-'.repeat(columns)}|`
  expect(readText(table(20))[0]?.kind).toBe('table')
  expect(readText(table(21))[0]?.kind).toBe('text')
})

test.each(['👍🏿**"a"**', '🎉**"a"**', '字**"a"**'])('%j is bold', (text) =>
  expect(plainText(text)).toBe(text.replaceAll('*', '')),
)

test('no cut goes through a letter', () => {
  expect(cutText('ab👩‍🚀cd', 4)).toBe('ab…')
  expect(cutText('abc', 3)).toBe('abc')
})

test('an address after a name is a link, and what could be a name is read to its end', () => {
  const linksOf = (text: string, known: Set<string> | null) =>
    inlinesOf(readText(text, { known })).flatMap((node) =>
      node.kind === 'link' ? [node.href] : [],
    )
  for (const known of [null, new Set<string>(), new Set(['pat'])]) {
    expect(linksOf('@pat.https://e.org/@ben', known)).toEqual(['https://e.org/@ben'])
    expect(linksOf('.@pat.https://e.org', known)).toEqual(['https://e.org/'])
  }
  const body = '@pat_www.e.org/@ben'
  const names = mentionPlaces(body).flat()
  expect(names).toContain('ben')
  expect(drawn(body, new Set(['pat', 'ben']))).toEqual(['pat', 'ben'])
})

test.each([
  ['a.b-c_d@e.org', 'a.b-c_d@e.org'],
  ['see ann_lee_@e.org and __b@e.org', 'ann_lee_@e.org b@e.org'],
  ['_me_ x_y@e.org_', ''],
  ['a\\_b@e.org', 'b@e.org'],
])('the addresses of %j are %j', (text, addresses) => {
  const hrefs = inlinesOf(readText(text)).flatMap((node) => (node.kind === 'link' ? node.href : []))
  expect(hrefs.map((href) => href.replace('mailto:', '')).join(' ')).toBe(addresses)
  expect(plainText(text)).toBe(text.replace('\\', '').replace('_me_', 'me'))
})
