import { expect, test } from 'vitest'
import { entriesOf } from './search-entries.ts'

const queued = (n: number, body: string) => ({
  id: String(n),
  body,
  edited_at: null,
  file_names: null,
  file_kinds: null,
})

test('other work of the relay gets its turn every two milliseconds while texts are cut into terms', async () => {
  let turns = 0
  const other = () => {
    turns++
    next = setImmediate(other)
  }
  let next = setImmediate(other)
  let milliseconds = 0
  const messages = Array.from({ length: 100 }, (_, n) => queued(n, 'abcd abcd'))
  // Each look at the clock is a quarter of a millisecond after the one before.
  const entries = await entriesOf(messages, new Map(), () => (milliseconds += 0.25))
  clearImmediate(next)
  expect(entries.map(({ id, terms }) => `${id} ${terms}`)).toEqual(
    messages.map(({ id }) => `${id} abcd`),
  )
  expect(turns).toBe(12)
})

test('a message without a term gets no entry', async () => {
  expect(await entriesOf([queued(1, '...'), queued(2, 'one')], new Map())).toEqual([
    { id: '2', edited: null, terms: 'one' },
  ])
})
