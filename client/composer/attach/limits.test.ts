import { expect, test } from 'vitest'
import { MAX_FILES } from '../../../wire/limits.ts'
import { files as labels } from '../../i18n/en/files.ts'
import { chooseFiles } from './limits.ts'

const rules = { enabled: true, max_bytes: 1_000, bytes_left: 1_500 }
const file = (name: string, size: number) => ({ name, size })
const choose = (chosen: ReturnType<typeof file>[], before = [] as ReturnType<typeof file>[]) =>
  chooseFiles(chosen, before, rules, labels)

test('what is too large, empty or over the quota of the day is left out and named', () => {
  const { accepted, problems } = choose([
    file('a', 900),
    file('huge', 1_001),
    file('none', 0),
    file('b', 700),
    file('c', 600),
  ])
  expect(accepted.map(({ name }) => name)).toEqual(['a', 'c'])
  expect(problems).toEqual([
    expect.stringMatching(/huge.*larger than 1.0 kB/),
    expect.stringMatching(/none.*empty/),
    expect.stringMatching(/b.*larger than the 600 bytes/),
  ])
})

test('a message takes no more files than it may have, with those chosen before', () => {
  const before = Array.from({ length: MAX_FILES - 1 }, (_, n) => file(`${n}`, 1))
  const { accepted, problems } = choose([file('a', 1), file('b', 1), file('c', 1)], before)
  expect(accepted).toHaveLength(1)
  expect(problems).toEqual([labels.tooMany(MAX_FILES)])
})

test('switched off: nothing is taken. Unknown rules: the relay judges later', () => {
  const off = chooseFiles([file('a', 1)], [], { ...rules, enabled: false }, labels)
  expect(off).toEqual({ accepted: [], problems: [labels.off] })
  expect(chooseFiles([file('a', 1e12)], [], null, labels).accepted).toHaveLength(1)
})
