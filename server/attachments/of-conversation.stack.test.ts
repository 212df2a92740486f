import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FileList } from '../../wire/requests/messages.ts'
import { openPair, seedHistory, type TestPair } from '../../testing/conversations.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

/** The messages from `first` to `last` get a file of this kind. */
async function addFiles(
  { id }: TestPair,
  kind: string,
  { first, last }: { first: number; last: number },
): Promise<void> {
  await relay.sql`
    with carrying as (
      update messages set file_count = 1
      where conversation_id = ${id} and seq between ${first} and ${last} returning id
    )
    insert into private.uploads (id, state, name, size, kind, mime, sha256, message_id, position)
    select gen_random_uuid(), 'ready', 'a file', 1, ${kind}, 'text/plain', 'x', carrying.id, 0 from carrying`
}

/** The `seq` of each message in the list, page by page. */
async function pagesOf({ ben, id }: TestPair, kind: string): Promise<number[][]> {
  const pages: number[][] = []
  let cursor: string | null = null
  do {
    const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const answer = await ben.browser.call(
      'GET',
      `/api/conversations/${id}/files?kind=${kind}${next}`,
    )
    const list = answer.body as FileList
    pages.push(list.items.map(({ seq }) => seq))
    cursor = list.next_cursor
  } while (cursor !== null && pages.length < 10)
  return pages
}

/** From `first` down to `last`. */
const down = (first: number, last: number) =>
  Array.from({ length: first - last + 1 }, (_, n) => first - n)

test('the files of each kind come 30 a page, the newest first', async () => {
  const pair = await openPair(relay)
  await seedHistory(relay, pair, 93)
  await addFiles(pair, 'picture', { first: 1, last: 31 })
  await addFiles(pair, 'other', { first: 32, last: 62 })
  await addFiles(pair, 'voice', { first: 63, last: 92 })
  expect(await pagesOf(pair, 'media')).toEqual([down(31, 2), [1]])
  expect(await pagesOf(pair, 'files')).toEqual([down(62, 33), [32]])
  // A full page does not know that it is the last.
  expect(await pagesOf(pair, 'voice')).toEqual([down(92, 63), []])
})

test('a page that has looked at a thousand messages ends there, and the next goes on with older ones', async () => {
  const pair = await openPair(relay)
  await seedHistory(relay, pair, 1_100)
  await relay.sql`
    update messages set body = 'see https://example.com/' || seq
    where conversation_id = ${pair.id} and seq in (1, 100, 101, 1100)`
  expect(await pagesOf(pair, 'links')).toEqual([
    [1_100, 101],
    [100, 1],
  ])
})
