import { expect, test } from 'vitest'
import type { Block, Inline } from './nodes.ts'
import { plainText } from './plain-text.ts'
import { readText as blocksOf } from './read.ts'

const inlineOf = (text: string) =>
  blocksOf(text).flatMap((block) => (block.kind === 'text' ? block.children : []))

const sketch = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      if ('children' in node) return `<${node.kind}>${sketch(node.children)}</${node.kind}>`
      return node.kind === 'text' ? node.text : `<${node.kind}>${node.text}</${node.kind}>`
    })
    .join('')

test.each([
  [
    '**bold** and *italic* and _italic_',
    '<strong>bold</strong> and <em>italic</em> and <em>italic</em>',
  ],
  ['***both***', '<em><strong>both</strong></em>'],
  ['**bold *and italic***', '<strong>bold <em>and italic</em></strong>'],
  ['~~gone~~ `a * b`', '<strike>gone</strike> <code>a * b</code>'],
  ['``a ` b``', '<code>a ` b</code>'],
  ['**a `b** c`', '**a <code>b** c</code>'],
  ['snake_case_name 2*3*4 * 5', 'snake_case_name 2*3*4 * 5'],
  ['5 *stars and *really* good', '5 *stars and <em>really</em> good'],
  ['*a **b* c**', '<em>a b c</em>'],
  ['** not bold **', '** not bold **'],
  ['****', '****'],
  ['这是**粗体**文字', '这是<strong>粗体</strong>文字'],
  [
    '@ben_b: look, ada@example.org',
    '<mention>@ben_b</mention>: look, <link>ada@example.org</link>',
  ],
  ['see @ben.', 'see <mention>@ben</mention>.'],
  ['[the plan](https://example.org/a_b_c)', '<link>the plan</link>'],
  ['https://example.org/a_b_c *x*', '<link>https://example.org/a_b_c</link> <em>x</em>'],
  ['<b>no</b> &amp;', '<b>no</b> &amp;'],
  ['\\*escaped\\* \\_so\\_ \\~~too\\~~', '*escaped* _so_ ~~too~~'],
  ['\\\\*not escaped*', '\\<em>not escaped</em>'],
  ['*a \\* b*', '<em>a * b</em>'],
  ['C:\\new 5 \\ 2', 'C:\\new 5 \\ 2'],
  ['`\\*` and `C:\\`', '<code>\\*</code> and <code>C:\\</code>'],
  ['\\`no code`', '`no code`'],
  ['\\\\`code`', '\\<code>code</code>'],
  ['\\@ben_b', '@ben_b'],
  ['[a\\*b](https://example.org)', '<link>a*b</link>'],
  ['\\[no](https://example.org)', '[no](<link>https://example.org</link>)'],
  ['[no\\](https://example.org)', '[no](<link>https://example.org</link>)'],
  ['\\*https://example.org\\*', '*<link>https://example.org</link>*'],
])('%j', (text, expected) => expect(sketch(inlineOf(text))).toBe(expected))

const kinds = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => (block.kind === 'quote' ? `quote(${kinds(block.blocks)})` : block.kind))
    .join(' ')

test.each([
  ['one\n\ntwo', 'text'],
  ['three things:\n1. a\n2. b\nthen', 'text list text'],
  ['- a\n  - b\n1. c', 'list list'],
  ['> a\n> b\nc', 'quote(text) text'],
  ['> > > > deep', 'quote(quote(quote(text)))'],
  ['```ts\nconst a = `*`\n```\nafter', 'code text'],
  ['```\nnever closed\n> still code', 'code'],
  ['>:( -5 1.5', 'text'],
  ['\\- a\n1\\. b\n\\> c', 'text'],
])('blocks of %j', (body, expected) => expect(kinds(blocksOf(body))).toBe(expected))

function linksOf(blocks: readonly Block[]): string[] {
  const within = (nodes: readonly Inline[]): string[] =>
    nodes.flatMap((node) =>
      node.kind === 'link' ? [node.href] : 'children' in node ? within(node.children) : [],
    )
  return blocks.flatMap((block) => {
    if (block.kind === 'quote') return linksOf(block.blocks)
    if (block.kind === 'list') return block.items.flatMap((item) => linksOf(item.blocks))
    return 'children' in block ? within(block.children) : []
  })
}

test.each([
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x]( javascript:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](//example.org)',
  '[x](vbscript:msgbox(1)) **[y](file:///etc/passwd)**',
  '> - [x](blob:https://example.org/1)',
  '<a href="javascript:alert(1)">x</a>',
  '<img src=x onerror=alert(1)>',
  '[x](https://\u0000javascript:alert(1))',
])('%j becomes no link outside the web', (body) => {
  for (const href of linksOf(blocksOf(body))) expect(href).toMatch(/^https?:\/\//u)
  expect(linksOf(blocksOf(body)).join('')).not.toMatch(/^(?:javascript|data|vbscript|file|blob):/iu)
})

test('an accessible name holds only the plain text', () => {
  expect(plainText('**Hello** [you](https://example.org)\n> `x`\n- a\n2. b')).toBe(
    'Hello you x a 2. b',
  )
})

test('plain text drops the backslash of an escaped sign and keeps the code', () => {
  expect(plainText('\\*no\\* `\\*`\n1\\. b\n```\n\\*\n```')).toBe('*no* \\* 1. b \\*')
})

const HOSTILE = [
  '*',
  '**a',
  '_a ',
  '~~',
  '`',
  '``a`',
  '[',
  '[a](https://a.b/',
  '](',
  '> ',
  '>\n',
  '- a\n',
  '@a',
  '@a.-',
  'https://a.b/)',
  '.!',
  ')',
  '*a **b _c ',
  ' \n',
  '1. ',
  '***a ',
  '\\',
  '\\`',
  '\\*',
  '[\\[',
  '[\\a',
]

/** Long enough that a parser with quadratic time would exceed the time limit of the test. */
const LONG = 200_000

test.each(HOSTILE)('a message of nothing but %j is parsed in time', (piece) => {
  const body = `https://a.b/${piece.repeat(LONG / piece.length)}x`
  expect(blocksOf(body).length).toBeGreaterThan(0)
})
