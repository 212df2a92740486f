import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Classes and properties that name a side. In a language that is written from right to left, the side changes. */
const CLASS =
  /(?<![\w-])-?(?:(?:(?:scroll-)?[mp][lr]|left|right)-[\w./[\]()%-]+|(?:border-[lr]|rounded-(?:[lr]|tl|tr|bl|br)|(?:text|float|clear)-(?:left|right))(?:-[\w./[\]()%-]+)?)(?=[\s'"`!])/g
const PROPERTY =
  /(?:^|[;{\s])(?:(?:margin|padding|border)-(?:left|right)(?:-\w+)?|left|right|text-align:\s*(?:left|right))\s*:/gm

const classesIn = (text: string) =>
  [...text.matchAll(/(['"`])((?:(?!\1)[^\\]|\\.)*)\1/gs)]
    .map((match) => match[2]!)
    // A text in a catalogue is a sentence. A list of classes has a class with a hyphen or a bracket.
    .filter((quoted) => /[a-z]-[\w[]/.test(quoted))
    .flatMap((quoted) => [...`${quoted} `.matchAll(CLASS)].map(([found]) => found))

test.each([
  ["'flex ml-2 p-1'", ['ml-2']],
  ["'-mr-1 me-1'", ['-mr-1']],
  ['`absolute left-0 inset-y-0`', ['left-0']],
  ["'text-right me-2'", ['text-right']],
  ["'sm:pl-4 ps-2'", ['pl-4']],
  ["'border-l-2 border-line'", ['border-l-2']],
  ["'rounded-tl-lg'", ['rounded-tl-lg']],
  ["'ms-2 pe-1 start-0 end-2 border-s text-start rounded-ss-lg'", []],
])('of the classes %s these name a side: %j', (text, expected) => {
  expect(classesIn(text)).toEqual(expected)
})

const files = readdirSync('client', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(tsx?|css)$/.test(file) && !/\.test\.tsx?$|i18n\/|start-check/.test(file))
  .map((file) => join('client', file))

test('no class and no property of the page names a side where a logical one exists', () => {
  const found = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    const sides = file.endsWith('.css')
      ? [...text.matchAll(PROPERTY)].map(([one]) => one.trim())
      : classesIn(text)
    return sides.map((one) => `${file}: ${one}`)
  })
  expect(files.length).toBeGreaterThan(300)
  expect(found).toEqual([])
})
