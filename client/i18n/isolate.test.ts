import { expect, test } from 'vitest'
import { catalogue as german } from './de/index.ts'
import { isolate } from './en/isolate.ts'
import { wholeEnglish } from './pseudo.ts'

const [FSI, PDI] = ['\u2068', '\u2069']
const NAME = 'שרה'

test.each([
  ['Ada', 'Ada'],
  ['山田 花子 🎉 (Dev)…', '山田 花子 🎉 (Dev)…'],
  [NAME, `${FSI}${NAME}${PDI}`],
  ['سارة', `${FSI}سارة${PDI}`],
  ['\u{1e900}', `${FSI}\u{1e900}${PDI}`],
  ['Ada\u200f', `${FSI}Ada\u200f${PDI}`],
  ['cod\u202etxt.exe', `${FSI}cod\u202etxt.exe${PDI}`],
  // A file name neither ends the isolate nor reaches behind it.
  ['a\u2067b', `${FSI}ab${PDI}`],
  ['\u2069\u2066a\u2069\u2068', `${FSI}a${PDI}`],
  [isolate(NAME), `${FSI}${NAME}${PDI}`],
])('%j stands in a sentence as %j', (text, expected) => expect(isolate(text)).toBe(expected))

/** All sentences with values, by their place in the catalogue. */
function sentences(entry: unknown, path: string): [string, (...values: unknown[]) => unknown][] {
  if (typeof entry === 'function') return [[path, entry as (...values: unknown[]) => unknown]]
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return []
  return Object.entries(entry).flatMap(([key, value]) => sentences(value, `${path}.${key}`))
}

/** A sentence takes a text, a number or a list of texts. What it does not expect may fail, and must be isolated too. */
const KINDS = [NAME, [NAME, NAME], 3]
const FOUR_VALUES = KINDS.flatMap((first) =>
  KINDS.flatMap((second) =>
    KINDS.flatMap((third) => KINDS.map((fourth) => [first, second, third, fourth])),
  ),
)

function said(say: (...values: unknown[]) => unknown, values: unknown[]): string {
  try {
    return String(say(...values))
  } catch {
    return ''
  }
}

/** How many isolates are open at each name. */
function depths(text: string): number[] {
  const found: number[] = []
  let depth = 0
  for (const [sign] of text.matchAll(new RegExp(`${NAME}|[${FSI}${PDI}]`, 'g'))) {
    if (sign === FSI) depth += 1
    else if (sign === PDI) depth -= 1
    else found.push(depth)
  }
  expect(depth).toBe(0)
  return found
}

test.each([
  ['English', wholeEnglish],
  ['German', german],
])('each sentence in %s isolates each name and title in it', (_language, catalogue) => {
  const showing = new Set<string>()
  for (const [path, say] of sentences(catalogue, 'catalogue')) {
    const texts = FOUR_VALUES.map((values) => said(say, values))
    expect(texts.some(Boolean), path).toBe(true)
    for (const text of texts) {
      expect(depths(text), `${path}: ${text}`).not.toContain(0)
      if (text.includes(NAME)) showing.add(path)
    }
  }
  expect(showing.size).toBeGreaterThan(150)
})

test('a sentence with Latin names has no invisible sign', () => {
  expect(wholeEnglish.notifications.inGroup('Ada', 'Team')).toBe('Ada in Team')
  expect(wholeEnglish.notifications.inGroup(NAME, 'Team')).toBe(`${FSI}${NAME}${PDI} in Team`)
})
