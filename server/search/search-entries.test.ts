import { expect, test } from 'vitest'
import { entriesOf } from './search-entries.ts'

const queued = (n: number, body: string) => ({
  id: String(n),
  body,
  edited_at: null,
  file_names: null,
  file_kinds: null,
})

test('other work of the relay gets its turn while a batch is cut into terms', async () => {
  let turns = 0
  const other = () => {
    turns++
    next = setImmediate(other)
  }
  let next = setImmediate(other)
  const messages = Array.from({ length: 100 }, (_, n) => queued(n, 'abcd '.repeat(40)))
  const entries = await entriesOf(messages, new Map())
  clearImmediate(next)
  expect(entries.map(({ id, terms }) => `${id} ${terms}`)).toEqual(
    messages.map(({ id }) => `${id} abcd`),
  )
  // 20,000 characters are ten slices with nine pauses between them.
  expect(turns).toBeGreaterThanOrEqual(8)
})

test('a message without a term gets no entry', async () => {
  expect(await entriesOf([queued(1, '...'), queued(2, 'one')], new Map())).toEqual([
    { id: '2', edited: null, terms: 'one' },
  ])
})
