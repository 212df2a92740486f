import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { removeFolder, temporaryFolder } from './folders.ts'
import { readTap, readTest } from './pgtap.ts'

test('puts a file that a test includes in the place of the line', () => {
  const folder = temporaryFolder()
  onTestFinished(() => removeFolder(folder))
  mkdirSync(join(folder, 'shared'))
  writeFileSync(join(folder, 'a.sql'), 'begin;\n\\ir shared/b.psql\nselect $$ \\ir no $$;\n')
  writeFileSync(join(folder, 'shared/b.psql'), "\\ir c.psql\nselect '$&';")
  writeFileSync(join(folder, 'shared/c.psql'), 'select 1;')
  expect(readTest(join(folder, 'a.sql'))).toBe(
    "begin;\nselect 1;\nselect '$&';\nselect $$ \\ir no $$;\n",
  )
})

test('reads results with their diagnosis', () => {
  const lines = ['1..2', 'ok 1 - first', 'not ok 2 - second', '# have: 1', '# want: 2']
  expect(readTap(lines)).toEqual([
    { ok: true, description: 'first', detail: '' },
    { ok: false, description: 'second', detail: '# have: 1\n# want: 2\n' },
  ])
})

test('counts an expected failure as none', () => {
  expect(readTap(['1..1', 'not ok 1 - later # TODO']).map(({ ok }) => ok)).toEqual([true])
})

test.each([
  ['nothing ran', ['1..0'], 'no pgTAP test ran'],
  ['fewer ran', ['1..3', 'ok 1 - a'], 'planned 3, ran 1'],
  ['no plan', ['ok 1 - a'], 'planned nothing, ran 1'],
])('fails when %s', (_, lines, message) => {
  expect(() => readTap(lines)).toThrow(message)
})
