import { Session, type Profiler } from 'node:inspector'
import { afterAll, beforeAll, expect, test } from 'vitest'

/**
 * The engine counts how often each piece of the parser's code runs. Unlike the time, this is the same on each machine.
 * The work of expressions is not in it: those are measured by `agreement.test.ts`. Only code that is loaded after the
 * beginning is counted, so this file has a worker of its own.
 */
const inspector = new Session()
const PARSER = /\/markdown-it\/|\/wire\/text\//

let read: (text: string) => void

beforeAll(async () => {
  inspector.connect()
  inspector.post('Profiler.enable')
  inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  const { mentionPlaces } = await import('./read.ts')
  const { plainText } = await import('./plain-text.ts')
  const names = ['Anna Müller']
  read = (text) => {
    mentionPlaces(text, names)
    plainText(text, { names })
  }
})
afterAll(() => inspector.disconnect())

/** How often pieces of code have run since the last call. */
function takeCount(): number {
  let scripts: Profiler.ScriptCoverage[] = []
  inspector.post('Profiler.takePreciseCoverage', (error, coverage) => {
    if (error) throw error
    scripts = coverage.result
  })
  return scripts
    .filter(({ url }) => PARSER.test(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0)
}

function workOf(text: string): number {
  takeCount()
  read(text)
  return takeCount()
}

const LENGTH = 2_000

/** Twice the text is about twice the work. With a loop inside a loop it would be four times as much. */
test.each([
  ...['[', '![', '[]', '[](', '](', '[a](', '[a](https://a.b ', '[[a]', '(', '"('],
  ...['*', '**a ', '*_', '*a **b _c ', '_a', '~~', '~', '***a', 'a*b_', '好*', '**好'],
  ...['`', '`` ` ', '`a``', '```\n', '~~~\n', '\\', '\\`', '\\[', '<', '<a', '<https://', '&lt;'],
  ...['> ', '>\n', '> - ', '- ', '- a\n  ', '1. ', '- [ ] ', '# ', '\n', ' ', '\t- '],
  ...[
    '|',
    '| a ',
    '|-|\n',
    '|a\n',
    'a|b\n-|-\n',
    '@',
    '@@',
    '@pat ',
    '@a.',
    '@a.-',
    '_@',
    '-.',
    '-_@',
    'ก@',
  ],
  ...[
    '@Anna Müller',
    '@Anna',
    'a@b.c ',
    'a@',
    'www.',
    'https://a.b/)',
    'http://@',
    'localhost:1',
    'h',
  ],
])('reading many %j is linear', (piece) => {
  const many = (length: number) => piece.repeat(length).slice(0, length)
  expect(workOf(many(2 * LENGTH)) / workOf(many(LENGTH))).toBeLessThan(2.5)
})
