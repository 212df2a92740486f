import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sourceFiles } from '../../testing/source-files.ts'

test('no letter depends on the language of a computer: in Turkish, I is not the capital of i', () => {
  const dependent = sourceFiles(['client', 'wire', 'server'])
    .filter((file) => !file.includes('.test.'))
    .filter((file) => /toLocale(Lower|Upper)Case/.test(readFileSync(file, 'utf8')))
  expect(dependent).toEqual([])
})
