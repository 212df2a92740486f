import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask, type TestSocket } from '../../testing/browser.ts'
import { openPair, post, send, type TestPair } from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import { PNG } from '../../testing/images.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { beginUpload, checked, tus, uploadBytes, uploadFile } from '../../testing/uploads.ts'

let relay: TestRelay
let pair: TestPair
let adas: TestSocket
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())
beforeEach(async () => {
  pair = await openPair(relay)
  adas = (await pair.ada.browser.connect()).socket
  return () => void adas.disconnect()
})

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${relay.url}/metrics`)).text()
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return Number(line?.slice(name.length + 1) ?? 0)
}

/** How much each metric rises meanwhile. */
async function risen(names: readonly string[], act: () => Promise<unknown>): Promise<number[]> {
  const before = await Promise.all(names.map(metric))
  await act()
  const after = await Promise.all(names.map(metric))
  return after.map((value, place) => value - (before[place] ?? 0))
}

test('a stored message counts once, with its batch, its wait and its way to the sockets', async () => {
  const names = [
    'parley_messages_stored_total',
    'parley_writer_batch_size_sum',
    'parley_writer_wait_seconds_count',
    'parley_commit_to_delivery_seconds_count',
  ]
  const announced = new Promise((resolve) => adas.once('message:new', resolve))
  expect(
    await risen(names, async () => {
      await post(pair.ben, pair.id, 'Hello')
      await announced
    }),
  ).toEqual([1, 1, 1, 1])
  expect(await metric('parley_writer_queue')).toBe(0)
})

test('a message that comes again is a suppressed duplicate', async () => {
  const id = randomUUID()
  await send(adas, pair.id, 'Hello', id)
  const names = ['parley_duplicates_suppressed_total', 'parley_messages_stored_total']
  expect(await risen(names, () => send(adas, pair.id, 'Hello', id))).toEqual([1, 0])
  const twice = () => {
    const twin = randomUUID()
    return Promise.all([send(adas, pair.id, 'Bye', twin), send(adas, pair.id, 'Bye', twin)])
  }
  expect(await risen(names, twice)).toEqual([1, 1])
})

test('a receipt that moves is a delivery, and one that does not move is none', async () => {
  await post(pair.ben, pair.id, 'Hello')
  const confirm = () => ask(adas, 'message:delivered', { conversation_id: pair.id, seq: 1 })
  expect(await risen(['parley_deliveries_total'], confirm)).toEqual([1])
  expect(await risen(['parley_deliveries_total'], confirm)).toEqual([0])
})

test('what a connected client missed is a gap, and what it missed while away is none', async () => {
  await post(pair.ben, pair.id, 'One')
  const { epoch } = (await pair.ada.browser.connect()).hello
  const sync = (ver: number) => ask(adas, 'sync', { epoch, cursors: { [pair.id]: ver } })
  expect(await risen(['parley_delivery_gaps_total'], () => sync(0))).toEqual([0])
  expect(await risen(['parley_delivery_gaps_total'], () => sync(1))).toEqual([0])
  expect(await risen(['parley_delivery_gaps_total'], () => sync(0))).toEqual([1])
})

test('the connections to the database stay within their number', async () => {
  await eventually('connections are open', async () => {
    return (await metric('parley_database_connections')) > 0
  })
  const [open, most] = await Promise.all([
    metric('parley_database_connections'),
    metric('parley_database_connections_max'),
  ])
  expect(most).toBe(7)
  expect(open).toBeLessThanOrEqual(most)
})

const outcome = (name: string) => `parley_uploads_total{outcome="${name}"}`
const refused = (reason: string) => `parley_uploads_refused_total{reason="${reason}"}`

test('an upload counts by its outcome, its bytes and its kind', async () => {
  const { ada } = pair
  const names = [
    ...['begun', 'ready', 'refused', 'cancelled', 'failed'].map(outcome),
    ...['unreadable', 'file_refused', 'file_too_large'].map(refused),
    ...['parley_upload_bytes_total', 'parley_files_examined_total{kind="picture"}'],
  ]
  const good = () => uploadFile(ada, PNG)
  expect(await risen(names, good)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, PNG.length, 1])
  const broken = PNG.subarray(0, 40)
  const bad = async () => checked(ada, await uploadBytes(ada, broken))
  expect(await risen(names, bad)).toEqual([1, 0, 1, 0, 0, 1, 0, 0, 40, 0])
  const cancelled = async () => {
    const address = (await beginUpload(ada, 10)).headers.get('location')!
    await tus(ada, 'DELETE', address)
  }
  expect(await risen(names, cancelled)).toEqual([1, 0, 0, 1, 0, 0, 0, 0, 0, 0])
  const notBegun = () => Promise.all([beginUpload(ada, 0), beginUpload(ada, 1e14)])
  expect(await risen(names, notBegun)).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 0, 0])
})

test('a storage that fails counts, with what it should have done', async () => {
  const files = join(relay.env.PARLEY_FILES_DIR!, 'files')
  rmSync(files, { recursive: true, force: true })
  // A file in place of the folder: nothing can be stored below it.
  writeFileSync(files, '')
  const names = ['parley_file_storage_errors_total{operation="put"}', outcome('failed')]
  const failing = async () => {
    await uploadBytes(pair.ada, PNG)
    await eventually('the fault is counted', async () => (await metric(outcome('failed'))) > 0)
  }
  expect(await risen(names, failing)).toEqual([1, 1])
  rmSync(files)
})
