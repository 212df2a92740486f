import { expect, test } from 'vitest'
import { message } from '../testing/fixtures.ts'
import { noPins, pinned, withIncoming, withPage } from './known-pins.ts'

const at = (minute: number) => new Date(2026, 10, 27, 1, minute).toISOString()
const pin = (seq: number, ver: number, minute: number) =>
  message(seq, { ver, pinned_at: at(minute) })
const page = (...items: ReturnType<typeof message>[]) => ({ items, people: [], next_cursor: null })
const seqs = (pins: typeof noPins) => pinned(pins).map(({ seq }) => seq)

test('the newest pin comes first, wherever the message stands', () => {
  expect(seqs(withPage(noPins, page(pin(9, 10, 1), pin(2, 11, 2))))).toEqual([2, 9])
})

test('messages that come in pin and unpin; those that were never pinned are left out', () => {
  const pins = withIncoming(noPins, [message(1), pin(2, 3, 1)])
  expect(pins.byId.size).toBe(1)
  expect(seqs(withIncoming(pins, [message(2, { ver: 4 })]))).toEqual([])
  expect(seqs(withIncoming(pins, [message(2, { ver: 4, deleted_at: at(3), body: '' })]))).toEqual(
    [],
  )
})

test('an answer that is older than a message that came in changes nothing', () => {
  const unpinned = withIncoming(withPage(noPins, page(pin(2, 3, 1))), [message(2, { ver: 4 })])
  expect(seqs(withPage(unpinned, page(pin(2, 3, 1))))).toEqual([])
  expect(seqs(withIncoming(unpinned, [pin(2, 5, 6)]))).toEqual([2])
})
