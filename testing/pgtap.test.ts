import { expect, test } from 'vitest'
import { readTap } from './pgtap.ts'

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
