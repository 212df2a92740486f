import { createHash, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPair, post, type TestPair } from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import { RelayProcess } from '../../testing/relay-process.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { beginUpload, checked, postFiles, sendPiece, tus } from '../../testing/uploads.ts'

const SIZE = 50_000_000
const PIECE = 1_024 * 1_024

let relay: TestRelay
let process: RelayProcess
let pair: TestPair
beforeAll(async () => {
  relay = await openTestRelay()
  pair = await openPair(relay)
  await relay.app.close()
  process = new RelayProcess(relay.env)
  await process.start()
})
afterAll(async () => {
  await process.kill()
  await relay.close()
})

/** Sends a part of a piece and cuts the connection. */
function cutPiece({ browser }: TestPerson, address: string, offset: number, piece: Buffer) {
  return new Promise<void>((resolve) => {
    const sending = request(`${browser.url}${address}`, {
      method: 'PATCH',
      headers: {
        ...{ 'tus-resumable': '1.0.0', 'upload-offset': offset, 'content-length': piece.length },
        ...{ 'content-type': 'application/offset+octet-stream', 'x-parley-client': '1' },
        ...{ origin: browser.url, cookie: browser.cookieHeader },
      },
    })
    sending.on('error', () => resolve())
    sending.write(piece.subarray(0, piece.length / 2), () => sending.destroy(new Error('cut')))
  })
}

/** How many bytes the relay has, as soon as it answers. */
async function received(person: TestPerson, address: string): Promise<number> {
  let offset = 0
  await eventually('the relay answers', async () => {
    const answer = await tus(person, 'HEAD', address).catch(() => null)
    offset = Number(answer?.headers.get('upload-offset') ?? -1)
    return offset >= 0
  })
  return offset
}

test('50 MB arrive byte for byte through two kills of the relay and a cut connection', async () => {
  const { ada, ben, id } = pair
  const bytes = randomBytes(SIZE)
  const address = (await beginUpload(ada, SIZE, 'large.bin')).headers.get('location')!
  const disturbances = [
    { at: 0.3, disturb: () => process.kill().then(() => process.start()) },
    { at: 0.5, disturb: null },
    { at: 0.7, disturb: () => process.kill().then(() => process.start()) },
  ]
  let resumed = 0
  for (let offset = 0; offset < SIZE;) {
    const piece = bytes.subarray(offset, offset + PIECE)
    if (disturbances[0] !== undefined && offset >= disturbances[0].at * SIZE) {
      const { disturb } = disturbances.shift()!
      if (disturb === null) await cutPiece(ada, address, offset, piece)
      else await Promise.all([sendPiece(ada, address, offset, piece).catch(() => null), disturb()])
      resumed += 1
    } else {
      const sent = await sendPiece(ada, address, offset, piece).catch(() => null)
      if (sent?.status === 204) {
        offset += piece.length
        continue
      }
    }
    offset = await received(ada, address)
  }
  expect(resumed).toBe(3)

  const text = await post(ada, id, 'written meanwhile')
  const { file } = await checked(ada, address.split('/').at(-1)!)
  const sent = await postFiles(ada, id, [{ id: file!.id }])
  expect(text.seq).toBeLessThan(sent.seq)
  const read = await tus(ben, 'GET', `/api/files/${file!.id}/original`)
  const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex')
  expect(sha256(Buffer.from(await read.arrayBuffer()))).toBe(sha256(bytes))
})

test('a relay that is killed while it checks goes on after its start', async () => {
  const { ada } = pair
  const address = (await beginUpload(ada, 1_000)).headers.get('location')!
  const uploadId = address.split('/').at(-1)!
  await sendPiece(ada, address, 0, randomBytes(1_000))
  await checked(ada, uploadId)
  // As it is when the kill comes between the last byte and the end of the check.
  const second = (await beginUpload(ada, 1_000)).headers.get('location')!
  await Promise.all([
    sendPiece(ada, second, 0, randomBytes(1_000)).catch(() => null),
    process.kill(),
  ])
  await process.start()
  const offset = await received(ada, second)
  if (offset < 1_000) await sendPiece(ada, second, offset, randomBytes(1_000 - offset))
  expect((await checked(ada, second.split('/').at(-1)!)).state).toBe('ready')
})
