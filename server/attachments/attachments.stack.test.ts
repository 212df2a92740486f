import { randomBytes, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { next } from '../../testing/browser.ts'
import { openGroup, openPair, post, type TestPair } from '../../testing/conversations.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import {
  beginUpload,
  postFiles,
  sendPiece,
  tus,
  uploadBytes,
  uploadFile,
  checked,
} from '../../testing/uploads.ts'
import { readConfig } from '../config.ts'
import { beginUpload as beginUploadAt } from './uploads/uploads.ts'

let relay: TestRelay
let pair: TestPair
let cleo: TestPerson
let photo: Buffer
beforeAll(async () => {
  relay = await openTestRelay({
    PARLEY_MAX_FILE_BYTES: '3000000',
    PARLEY_UPLOAD_BYTES_PER_DAY: '20000000',
  })
  pair = await openPair(relay)
  cleo = await relay.person('Cleo')
  photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#c33' } })
    .withExif({
      IFD0: { Artist: 'Ada' },
      IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' },
    })
    .jpeg()
    .toBuffer()
})
afterAll(() => relay.close())

const contentOf = async (person: TestPerson, id: string, version = 'original', headers = {}) =>
  tus(person, 'GET', `/api/files/${id}/${version}`, { headers })
const statusOf = async (person: TestPerson, id: string) => (await contentOf(person, id)).status

test('a picture is uploaded in pieces, sent, drawn anew and read by the other person', async () => {
  const { ada, ben, id } = pair
  const socket = (await ben.browser.connect()).socket
  const incoming = next(socket, 'message:new')
  const file = await uploadFile(ada, photo, 'holiday.jpg')
  expect(file).toMatchObject({
    ...{ kind: 'picture', name: 'holiday.jpg', mime: 'image/jpeg', width: 900, height: 600 },
    ...{ alt: '', duration_ms: null, waveform: null },
    placeholder: expect.stringMatching(/^data:image\/webp;base64,/),
  })
  expect(await statusOf(ben, file.id)).toBe(404)
  expect(await statusOf(ada, file.id)).toBe(200)

  const clientId = randomUUID()
  const sent = await postFiles(ada, id, [{ id: file.id, alt: 'A beach' }], { clientId })
  expect([sent.body, sent.kind]).toEqual(['', 'text'])
  expect(sent.files).toEqual([{ ...file, alt: 'A beach' }])
  expect((await incoming).messages).toEqual([sent])
  expect(await postFiles(ada, id, [{ id: file.id, alt: 'A beach' }], { clientId })).toEqual(sent)
  const history = await ben.browser.call('GET', `/api/conversations/${id}/messages`)
  expect(history.body.items).toEqual([sent])
  expect(await post(ada, id, 'a text')).not.toHaveProperty('files')

  const original = await contentOf(ben, file.id)
  expect(Object.fromEntries(original.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': String(file.size),
    'content-disposition': "inline; filename*=UTF-8''holiday.jpg",
    'cache-control': 'private, no-cache',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  })
  const bytes = Buffer.from(await original.arrayBuffer())
  expect(bytes.length).toBe(file.size)
  expect((await sharp(bytes).metadata()).exif).toBeUndefined()
  const preview = await sharp(
    await (await contentOf(ben, file.id, 'preview')).arrayBuffer(),
  ).metadata()
  expect([preview.format, preview.width, preview.height]).toEqual(['webp', 640, 427])
  socket.disconnect()
})

test('another file arrives byte for byte, whole and in ranges', async () => {
  const { ada, ben, id } = pair
  const bytes = randomBytes(2_500_000)
  const file = await uploadFile(ada, bytes, 'data.bin')
  expect(file).toMatchObject({
    kind: 'other',
    mime: 'application/octet-stream',
    size: bytes.length,
  })
  await postFiles(ada, id, [{ id: file.id }], { body: 'the data' })
  const whole = await contentOf(ben, file.id)
  expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true)
  expect(whole.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''data.bin")
  const part = await contentOf(ben, file.id, 'original', { range: 'bytes=1000-1999' })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1000-1999/2500000'])
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1000, 2000))).toBe(true)
  const beyond = await contentOf(ben, file.id, 'original', { range: 'bytes=2500000-' })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */2500000'])
  const etag = whole.headers.get('etag') ?? ''
  expect((await contentOf(ben, file.id, 'original', { 'if-none-match': etag })).status).toBe(304)
  expect((await contentOf(ben, file.id, 'preview')).status).toBe(404)
  // A reader who has a part of other bytes gets the whole, and not the rest of these.
  const rest = async (ifRange: string) => {
    const headers = { range: 'bytes=-1', 'if-range': ifRange }
    const answer = await contentOf(ben, file.id, 'original', headers)
    return [answer.status, (await answer.arrayBuffer()).byteLength]
  }
  expect(await rest(etag)).toEqual([206, 1])
  for (const other of ['"original-0"', 'Wed, 21 Oct 2026 07:28:00 GMT']) {
    expect(await rest(other)).toEqual([200, bytes.length])
  }
  const head = await tus(ben, 'HEAD', `/api/files/${file.id}/original`)
  expect([head.status, head.headers.get('content-length')]).toEqual([200, `${bytes.length}`])
})

test('an upload continues after its last byte, and belongs to its owner alone', async () => {
  const { ada, ben } = pair
  const address = (await beginUpload(ada, 2_000)).headers.get('location')!
  expect((await sendPiece(ada, address, 0, randomBytes(500))).status).toBe(204)
  const offset = async (person: TestPerson) => {
    const answer = await tus(person, 'HEAD', address)
    return [answer.status, answer.headers.get('upload-offset'), answer.headers.get('upload-length')]
  }
  expect(await offset(ada)).toEqual([200, '500', '2000'])
  expect((await offset(ben))[0]).toBe(404)
  expect((await sendPiece(ben, address, 500, randomBytes(10))).status).toBe(404)
  expect((await sendPiece(ada, address, 400, randomBytes(10))).status).toBe(409)
  expect((await sendPiece(ada, address, 500, randomBytes(1_501))).status).toBe(413)
  expect((await tus(ben, 'DELETE', address)).status).toBe(404)
  expect((await tus(ada, 'DELETE', address)).status).toBe(204)
  expect((await offset(ada))[0]).toBe(404)
})

test('what is not ready, not own or already sent is not attached', async () => {
  const { ada, ben, id } = pair
  const theirs = await uploadFile(ben, randomBytes(100))
  const begun = (await beginUpload(ada, 10)).headers.get('location')!.split('/').at(-1)!
  const used = await uploadFile(ada, randomBytes(100))
  await postFiles(ada, id, [{ id: used.id }])
  const before = await ada.browser.call('GET', `/api/conversations/${id}`)
  for (const fileId of [theirs.id, begun, used.id, randomUUID()]) {
    await expect(postFiles(ada, id, [{ id: fileId }])).rejects.toThrow('409 upload_not_ready')
  }
  const after = await ada.browser.call('GET', `/api/conversations/${id}`)
  expect(after.body.last_seq).toBe(before.body.last_seq)
})

test('a caption is edited and emptied, and a text is not', async () => {
  const { ada, id } = pair
  const file = await uploadFile(ada, photo)
  const { id: messageId } = await postFiles(ada, id, [{ id: file.id }], { body: 'first' })
  const edit = (target: string, body: string) =>
    ada.browser.call('PUT', `/api/messages/${target}`, { body: { body } })
  expect((await edit(messageId, '')).body).toMatchObject({ body: '', files: [{ id: file.id }] })
  const text = await post(ada, id, 'a text')
  expect((await edit(text.id, ' ')).status).toBe(400)
})

test('a voice message has one recording and no text', async () => {
  const { ada, id } = pair
  const voice = { duration_ms: 999_999_999, waveform: Buffer.alloc(64, 7).toString('base64') }
  const recording = await uploadFile(ada, await webm())
  expect(recording).toMatchObject({ kind: 'video', mime: 'video/webm' })
  const files = [{ id: recording.id, voice }]
  await expect(postFiles(ada, id, files, { body: 'text' })).rejects.toThrow('400 invalid_request')
  const sent = await postFiles(ada, id, files)
  expect(sent.files).toMatchObject([
    { kind: 'voice', mime: 'audio/webm', duration_ms: 300_000, waveform: voice.waveform },
  ])
  const other = await uploadFile(ada, randomBytes(50))
  await expect(postFiles(ada, id, [{ id: other.id, voice }])).rejects.toThrow('upload_not_ready')
  const edited = await ada.browser.call('PUT', `/api/messages/${sent.id}`, {
    body: { body: 'text' },
  })
  expect(edited.status).toBe(403)
})

/** The beginning of a recording: an EBML header with the document type. */
const webm = async () =>
  Buffer.concat([
    Buffer.from(
      '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701',
      'hex',
    ),
    Buffer.alloc(100),
  ])

test('the removed, the blocked, the late joiner and the reader of a deleted message get 404', async () => {
  const [ada, ben] = await Promise.all([relay.person('Ada'), relay.person('Ben')])
  const group = await openGroup([ada, ben])
  const own = await openPair(relay)
  const file = await uploadFile(ada, photo)
  const early = await postFiles(ada, group.id, [{ id: file.id }])
  const participants = `/api/conversations/${group.id}/participants`
  await ada.browser.call('POST', participants, { body: { user_ids: [cleo.id] } })
  expect([await statusOf(ben, file.id), await statusOf(cleo, file.id)]).toEqual([200, 404])
  // The copy in the browser of a removed person is asked about, and gets no "not modified".
  const known = { 'if-none-match': (await contentOf(ben, file.id)).headers.get('etag') ?? '' }
  expect((await contentOf(ben, file.id, 'original', known)).status).toBe(304)
  await ada.browser.call('DELETE', `${participants}/${ben.id}`)
  expect((await contentOf(ben, file.id, 'original', known)).status).toBe(404)

  await ada.browser.call('DELETE', `/api/messages/${early.id}`)
  expect(await statusOf(ada, file.id)).toBe(404)
  const gone = await ada.browser.call('GET', `/api/messages/${early.id}`)
  expect(gone.body).not.toHaveProperty('files')

  const direct = await uploadFile(own.ada, photo)
  const sent = await postFiles(own.ada, own.id, [{ id: direct.id }])
  await relay.sql`update messages set expires_at = now() - interval '1 second' where id = ${sent.id}`
  expect(await statusOf(own.ben, direct.id)).toBe(404)
  await relay.sql`update messages set expires_at = null, hidden_at = now() where id = ${sent.id}`
  expect(await statusOf(own.ben, direct.id)).toBe(404)
  await relay.sql`update messages set hidden_at = null where id = ${sent.id}`
  expect(await statusOf(own.ben, direct.id)).toBe(200)
  await own.ada.browser.call('PUT', `/api/people/${own.ben.id}/block`)
  expect([await statusOf(own.ben, direct.id), await statusOf(own.ada, direct.id)]).toEqual([
    404, 200,
  ])
})

test('limits have their codes: size, bytes a day, open uploads, and the switch', async () => {
  const dora = await relay.person('Dora')
  const codeOf = async (size: number) => {
    const answer = await beginUpload(dora, size)
    return answer.status === 201 ? 'begun' : (await answer.json()).error.code
  }
  expect(await codeOf(3_000_001)).toBe('file_too_large')
  expect(await codeOf(0)).toBe('file_refused')
  const rules = () => dora.browser.call('GET', '/api/uploads')
  expect((await rules()).body).toEqual({
    enabled: true,
    max_bytes: 3_000_000,
    bytes_left: 20_000_000,
  })
  for (let n = 0; n < 5; n += 1) expect(await codeOf(3_000_000)).toBe('begun')
  expect(await codeOf(1)).toBe('too_many_uploads')
  await relay.sql`update private.uploads set active_at = now() - interval '1 hour' where owner_id = ${dora.id}`
  expect((await rules()).body.bytes_left).toBe(5_000_000)
  expect(await codeOf(3_000_000)).toBe('begun')
  expect(await codeOf(3_000_000)).toBe('quota_exceeded')
  await relay.sql`update private.installation set uploads_enabled = false`
  expect(await codeOf(1)).toBe('uploads_disabled')
  expect((await rules()).body.enabled).toBe(false)
  await relay.sql`update private.installation set uploads_enabled = true`
})

test('an upload that is begun again under its key is the same one, and is counted once', async () => {
  const [fay, gus] = [await relay.person('Fay'), await relay.person('Gus')]
  const begin = async (person = fay, size = 3_000_000, key = 'k') => {
    const answer = await beginUpload(person, size, 'file.bin', key)
    return answer.headers.get('location')
  }
  const left = async () => (await fay.browser.call('GET', '/api/uploads')).body.bytes_left
  const address = (await begin())!
  // More often than a person may have open uploads, and more bytes than a person may send.
  for (let n = 0; n < 7; n += 1) expect(await begin()).toBe(address)
  expect(await left()).toBe(17_000_000)
  const piece = randomBytes(500)
  expect((await sendPiece(fay, address, 0, piece)).status).toBe(204)
  expect(await begin()).toBe(address)
  const asked = await tus(fay, 'HEAD', address)
  expect(asked.headers.get('upload-offset')).toBe('500')
  // What is not the same file of the same person, or is over, begins another one.
  const others = [await begin(gus), await begin(fay, 2_999_999), await begin(fay, 3_000_000, 'l')]
  expect((await tus(fay, 'DELETE', address)).status).toBe(204)
  others.push(await begin())
  expect(new Set([address, ...others]).size).toBe(5)
  expect(await left()).toBe(20_000_000 - 500 - 8_999_999)
})

test('at a node that has none of its bytes, an upload under the same key is another one', async () => {
  const hal = await relay.person('Hal')
  const address = (await beginUpload(hal, 3_000, 'file.bin', 'k')).headers.get('location')!
  const id = address.split('/').at(-1)!
  const { files } = readConfig(relay.env)
  const wanted = { id, name: 'file.bin', size: 3_000 }
  const elsewhere = await beginUploadAt(relay.sql, hal.id, { ...wanted, isHere: false }, files)
  expect([elsewhere.isNew, elsewhere.id === id]).toEqual([true, false])
  expect(await beginUploadAt(relay.sql, hal.id, { ...wanted, isHere: true }, files)).toEqual({
    id,
    isNew: false,
  })
})

test('a cancelled upload gives back the bytes that never came, also in a later hour', async () => {
  const emil = await relay.person('Emil')
  const address = (await beginUpload(emil, 3_000)).headers.get('location')!
  expect((await sendPiece(emil, address, 0, randomBytes(500))).status).toBe(204)
  await relay.sql`
    update private.uploads set created_at = created_at - interval '1 hour' where owner_id = ${emil.id}`
  await relay.sql`
    update private.uploaded_bytes set hour = hour - interval '1 hour' where account_id = ${emil.id}`
  expect((await beginUpload(emil, 20)).status).toBe(201)
  const left = async () => (await emil.browser.call('GET', '/api/uploads')).body.bytes_left
  expect(await left()).toBe(20_000_000 - 3_020)
  expect((await tus(emil, 'DELETE', address)).status).toBe(204)
  expect(await left()).toBe(20_000_000 - 520)
})

test('an upload that runs when uploads are switched off goes to its end, and is sent', async () => {
  const { ada, id } = pair
  const address = (await beginUpload(ada, 20)).headers.get('location')!
  await sendPiece(ada, address, 0, Buffer.alloc(10, 1))
  await relay.sql`update private.installation set uploads_enabled = false`
  expect((await sendPiece(ada, address, 10, Buffer.alloc(10, 1))).status).toBe(204)
  const { file } = await checked(ada, address.split('/').at(-1)!)
  expect((await postFiles(ada, id, [{ id: file!.id }])).files).toHaveLength(1)
  await relay.sql`update private.installation set uploads_enabled = true`
})

test('an upload ends with its session, and comes from no other site', async () => {
  const eve = await relay.person('Eve')
  const address = (await beginUpload(eve, 100)).headers.get('location')!
  const other = { origin: 'https://evil.example' }
  expect((await tus(eve, 'PATCH', address, { body: randomBytes(1), headers: other })).status).toBe(
    403,
  )
  const json = { 'upload-offset': '0', 'content-type': 'application/json' }
  expect((await tus(eve, 'PATCH', address, { body: randomBytes(1), headers: json })).status).toBe(
    415,
  )
  const copy = { ...eve, browser: eve.browser.copy() }
  await eve.browser.call('DELETE', '/api/auth/session')
  expect((await sendPiece(copy, address, 0, randomBytes(50))).status).toBe(401)
})

test('a file that only begins like a picture is refused', async () => {
  const { ada } = pair
  const broken = Buffer.concat([photo.subarray(0, 300), randomBytes(300)])
  expect(await checked(ada, await uploadBytes(ada, broken, 'x.jpg'))).toMatchObject({
    state: 'refused',
    file: null,
  })
})

test('an upload that does not keep to the protocol gets a code, and nothing of it is stored', async () => {
  const { ada } = pair
  const codeOf = async (answer: Response) =>
    answer.status < 300 ? answer.status : (await answer.json()).error.code
  const post = (headers: Record<string, string>, body?: Uint8Array) =>
    tus(ada, 'POST', '/api/uploads', { headers, ...(body && { body }) })
  // Extensions that the relay does not offer: concatenation, and a length that comes later.
  for (const headers of [
    { 'upload-concat': 'final;/api/uploads/a /api/uploads/b' },
    { 'upload-defer-length': '1' },
    ...['-1', '1e3', '0x10', '1.5', '9'.repeat(16), ''].map((size) => ({ 'upload-length': size })),
  ]) {
    expect([headers, await codeOf(await post(headers as never))]).toEqual([
      headers,
      'invalid_request',
    ])
  }
  const begun = await post({ 'upload-length': '100', 'upload-concat': 'partial' })
  const address = begun.headers.get('location')!
  const piece = (headers: Record<string, string>, size = 10) =>
    tus(ada, 'PATCH', address, {
      body: randomBytes(size),
      headers: { 'content-type': 'application/offset+octet-stream', ...headers },
    })
  for (const [offset, code] of [
    ...['-1', '1e1', 'x', ''].map((one) => [one, 'invalid_request'] as const),
    ...['10', '100', '99999999999'].map((one) => [one, 'conflict'] as const),
  ]) {
    expect([offset, await codeOf(await piece({ 'upload-offset': offset }))]).toEqual([offset, code])
  }
  const older = { 'upload-offset': '0', 'tus-resumable': '0.2.2' }
  expect(await codeOf(await piece(older))).toBe('invalid_request')
  // A new length is refused: 100 bytes were announced and counted.
  const longer = { 'upload-offset': '0', 'upload-length': '1000000' }
  expect(await codeOf(await piece(longer))).toBe('invalid_request')
  expect(await codeOf(await piece({ 'upload-offset': '0' }, 500))).toBe('payload_too_large')
  const offset = async () => (await tus(ada, 'HEAD', address)).headers.get('upload-offset')
  expect(Number(await offset())).toBeLessThanOrEqual(100)
  await tus(ada, 'DELETE', address)
})

test.each([1, 2, 3])(
  'two pieces at once for the same place: one of them counts, and both connections go on (%i)',
  async () => {
    const { ada, ben, id } = pair
    const address = (await beginUpload(ada, 400_000)).headers.get('location')!
    const [one, two] = [Buffer.alloc(200_000, 1), Buffer.alloc(200_000, 2)]
    const answers = await Promise.all([one, two].map((bytes) => sendPiece(ada, address, 0, bytes)))
    expect(answers.filter(({ status }) => status === 204).length).toBeLessThanOrEqual(1)
    const begun = Number((await tus(ada, 'HEAD', address)).headers.get('upload-offset'))
    expect(begun).toBeLessThanOrEqual(200_000)
    await sendPiece(ada, address, begun, Buffer.alloc(400_000 - begun, 3))
    const { file } = await checked(ada, address.split('/').at(-1)!)
    await postFiles(ada, id, [{ id: file!.id }])
    const bytes = Buffer.from(await (await contentOf(ben, file!.id)).arrayBuffer())
    expect([bytes.length, new Set(bytes.subarray(0, begun)).size <= 1]).toEqual([400_000, true])
  },
)
