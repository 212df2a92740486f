import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editWith, formatOfKey, FORMATS, type Format } from './formatting.ts'

/** The selection stands between "[" and "]"; a single "|" is the caret. */
function read(text: string): [string, number, number] {
  const from = text.indexOf('⟦')
  if (from === -1) return [text.replace('|', ''), text.indexOf('|'), text.indexOf('|')]
  const to = text.indexOf('⟧') - 1
  return [text.replace(/[⟦⟧]/g, ''), from, to]
}

function formatted(format: Format, text: string): string {
  const [body, start, end] = read(text)
  const { from, to, inserted, select } = editWith(format, body, start, end)
  const next = body.slice(0, from) + inserted + body.slice(to)
  if (select[0] === select[1]) return `${next.slice(0, select[0])}|${next.slice(select[0])}`
  return `${next.slice(0, select[0])}⟦${next.slice(...select)}⟧${next.slice(select[1])}`
}

test.each<[Format, string, string]>([
  ['bold', 'a ⟦word⟧ here', 'a **⟦word⟧** here'],
  ['bold', 'a **⟦word⟧** here', 'a ⟦word⟧ here'],
  ['bold', 'a ⟦**word**⟧ here', 'a ⟦word⟧ here'],
  ['bold', 'a |', 'a **|**'],
  ['bold', 'a **|**', 'a |'],
  ['bold', 'a⟦ word ⟧here', 'a **⟦word⟧** here'],
  ['italic', '⟦word⟧', '_⟦word⟧_'],
  ['italic', '__⟦word⟧__', '___⟦word⟧___'],
  ['italic', '**⟦word⟧**', '**_⟦word⟧_**'],
  ['strike', '⟦山田⟧', '~~⟦山田⟧~~'],
  ['code', '⟦a < b⟧', '`⟦a < b⟧`'],
  ['code', 'so: ⟦a\nb⟧ end', 'so: \n```\n⟦a\nb⟧\n```\n end'],
  ['link', 'see ⟦the map⟧', 'see [the map](https://|)'],
  ['link', 'see ⟦https://example.org/a⟧', 'see [|](https://example.org/a)'],
  ['link', '|', '[|](https://)'],
  ['quote', 'one\nt|wo\nthree', 'one\n> two|\nthree'],
  ['list', '⟦one\ntwo⟧', '⟦- one\n- two⟧'],
  ['list', '⟦- one\n- two⟧', '⟦one\ntwo⟧'],
])('%s makes of %j: %j', (format, before, after) => expect(formatted(format, before)).toBe(after))

test('a format that is set twice leaves the text as it was', () => {
  const formats = FORMATS.filter((format) => !['link', 'code'].includes(format))
  const word = fc.stringMatching(/^[\p{L}\p{N}]([\p{L}\p{N} ]*[\p{L}\p{N}])?$/u)
  fc.assert(
    fc.property(word, fc.constantFrom(...formats), (text, format) => {
      const once = editWith(format, text, 0, text.length)
      const twice = editWith(format, once.inserted, ...once.select)
      const { from, to, inserted } = twice
      expect(once.inserted.slice(0, from) + inserted + once.inserted.slice(to)).toBe(text)
    }),
  )
})

const key = (name: string, more = {}) => ({
  ...{ key: name, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false },
  ...more,
})
test.each([
  [key('b', { ctrlKey: true }), 'bold'],
  [key('I', { metaKey: true }), 'italic'],
  [key('e', { ctrlKey: true }), 'code'],
  [key('X', { ctrlKey: true, shiftKey: true }), 'strike'],
  [key('b'), null],
  [key('k', { ctrlKey: true }), null],
  [key('e', { ctrlKey: true, altKey: true }), null],
  [key('constructor', { ctrlKey: true }), null],
])('the key %o means %s', (pressed, format) => expect(formatOfKey(pressed)).toBe(format))
