import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sourceFiles } from '../../testing/source-files.ts'
import { isComposing } from './composing.ts'

test.each([
  [{ isComposing: true, keyCode: 13 }, true],
  [{ isComposing: false, keyCode: 229 }, true],
  [{ isComposing: false, keyCode: 13 }, false],
])('%o belongs to an input method: %s', (event, expected) =>
  expect(isComposing(event)).toBe(expected),
)

test('every file that reads keys of a box asks the helper and not the event', () => {
  const reads = sourceFiles(['client'])
    .filter((file) => !file.includes('.test.') && !file.endsWith('browser/composing.ts'))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  const own = reads.filter(({ text }) => /\.isComposing|keyCode/.test(text))
  expect(own.map(({ file }) => file)).toEqual([])
  const enter = reads.filter(({ text }) => text.includes("event.key === 'Enter'"))
  const asks = ({ text }: { text: string }) => text.includes('isComposing(event')
  // The list of mentions gets its keys from the composer, which has asked.
  expect(enter.filter((read) => !asks(read)).map(({ file }) => file)).toEqual([
    'client/composer/useMentions.ts',
  ])
})
