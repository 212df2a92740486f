import { expect, test } from 'vitest'
import { linksOf } from './links.ts'

test.each([
  ['look: https://a.example/x.', ['https://a.example/x']],
  ['(https://a.example/x_(y))', ['https://a.example/x_(y)']],
  [
    '[a label](https://a.example/x), <https://b.example>',
    ['https://a.example/x', 'https://b.example/'],
  ],
  ['HTTPS://A.Example/X#part and https://a.example/X', ['https://a.example/X']],
  ['https://münchen.example/ä', ['https://xn--mnchen-3ya.example/%C3%A4']],
  ['**https://a.example/b**', ['https://a.example/b']],
  ['`https://a.example` and ``a ` https://b.example``', []],
  ['```\nhttps://a.example\n```\nhttps://b.example', ['https://b.example/']],
  ['~~~\nhttps://a.example\n~~~', []],
  ['```\nhttps://a.example', []],
  ['one ` https://a.example', ['https://a.example/']],
  ['javascript:alert(1) file:///etc/passwd xhttps://a.example', []],
  ['https:// http://', []],
  [`https://a.example/${'x'.repeat(2_000)}`, []],
])('the links of %j', (body, links) => {
  expect(linksOf(body)).toEqual(links)
})

test('a body made to be slow is read at once', () => {
  const started = performance.now()
  for (const part of ['`', '``a', 'https://a.example/(', '~~~\n', '```x\n', ')', 'https://)))'])
    linksOf(part.repeat(4_000 / part.length))
  expect(performance.now() - started).toBeLessThan(1_000)
})
