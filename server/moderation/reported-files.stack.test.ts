import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openGroup, openPair, type TestPair } from '../../testing/conversations.ts'
import { callApi as call, decide } from '../../testing/moderation.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { createDarkRoom, enterDarkRoom } from '../../testing/rooms-of-people.ts'
import { postFiles, tus, uploadFile } from '../../testing/uploads.ts'
import type { Report, ReportDetails } from '../../wire/moderation/moderation.ts'

/** Moderators see the files of a reported message through the report. Nobody else gets a new way to the bytes. */
let relay: TestRelay
let pair: TestPair
let mod: TestPerson
let second: TestPerson
let photo: Buffer
const runs: (() => Promise<void>)[] = []
beforeAll(async () => {
  relay = await openTestRelay({ PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0' }, undefined, {
    repeat(_milliseconds, run) {
      runs.push(run)
      return () => undefined
    },
  })
  pair = await openPair(relay)
  mod = await relay.person('Mod')
  second = await relay.person('Second')
  await relay.sql`update profiles set role = 'moderator' where id in (${mod.id}, ${second.id})`
  photo = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#c33' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => relay.close())

const collect = async () => {
  for (const run of runs) await run()
}
const report = (who: TestPerson, messageId: string) =>
  call(who, 'POST', '/reports', { reason: 'violence', message_id: messageId })
const reportOf = async (messageId: string) => {
  const [row] = await relay.sql<{ id: string }[]>`
    select id from reports where message_id = ${messageId}`
  return row!.id
}
const claimNext = async (who = mod): Promise<Report> =>
  (await call(who, 'POST', '/moderation/reports/claim')).body.report
const open = (who: TestPerson, reportId: string, fileId: string, version = 'original') =>
  tus(who, 'GET', `/api/moderation/reports/${reportId}/files/${fileId}/${version}`)
const statusOf = async (...asked: Parameters<typeof open>) => (await open(...asked)).status
const openings = (fileId: string) => relay.sql`
  select reason, subject_id, actor_id from audit_log
  where action = 'moderation_file_opened' and details like ${`file ${fileId} %`} order by id`

test('who has claimed the report sees its files, and the audit log says so once', async () => {
  const { ada, ben, id } = pair
  const near = await uploadFile(ben, photo, 'near.jpg')
  await postFiles(ben, id, [{ id: near.id }])
  const [file, document] = [
    await uploadFile(ben, photo, 'bad.jpg'),
    await uploadFile(ben, Buffer.from('<script>alert(1)</script>'), 'page.html'),
  ]
  const files = [{ id: file.id, alt: 'A cut' }, { id: document.id }]
  const message = await postFiles(ben, id, files)
  await report(ada, message.id)
  const reportId = await reportOf(message.id)
  expect(await statusOf(mod, reportId, file.id)).toBe(404)
  const claimed = await claimNext()
  const details: ReportDetails = (await call(mod, 'GET', `/moderation/reports/${reportId}`)).body
  const copy = details.context.find(({ reported }) => reported)!
  expect(copy.files).toEqual([
    { ...file, alt: 'A cut', placeholder: null },
    { ...document, placeholder: null },
  ])
  const around = details.context.filter(({ reported }) => !reported)
  expect(around.map(({ file_count, files: shown }) => [file_count, shown])).toEqual([[1, []]])

  const original = await open(mod, reportId, file.id)
  expect((await sharp(await original.arrayBuffer()).metadata()).width).toBe(90)
  expect(await statusOf(mod, reportId, file.id, 'preview')).toBe(200)
  const inert = Object.fromEntries((await open(mod, reportId, document.id)).headers)
  expect(inert).toMatchObject({
    ...{ 'content-type': 'application/octet-stream', 'cache-control': 'private, no-cache' },
    'content-disposition': "attachment; filename*=UTF-8''page.html",
    'content-security-policy': "sandbox; default-src 'none'",
  })
  expect([...(await openings(file.id))]).toEqual([
    { reason: 'violence', subject_id: ben.id, actor_id: mod.id },
  ])

  const plain = `/api/files/${file.id}/original`
  expect((await tus(mod, 'GET', plain)).status).toBe(404)
  const others: [TestPerson, string, string, number][] = [
    ...[ada, ben].map((who): [TestPerson, string, string, number] => [who, reportId, file.id, 403]),
    [second, reportId, file.id, 404],
    [mod, reportId, near.id, 404],
    [mod, reportId, reportId, 404],
    [mod, near.id, file.id, 404],
  ]
  for (const [who, ofReport, fileId, status] of others) {
    expect(await statusOf(who, ofReport, fileId)).toBe(status)
  }
  await relay.sql`update reports set claimed_until = now() where id = ${reportId}`
  expect(await statusOf(mod, reportId, file.id)).toBe(404)
  const taken = await claimNext(second)
  expect([taken.id, await statusOf(second, reportId, file.id)]).toEqual([claimed.id, 200])
  expect(await statusOf(mod, reportId, file.id)).toBe(404)
  await relay.sql`update profiles set role = 'member' where id = ${second.id}`
  expect(await statusOf(second, reportId, file.id)).toBe(403)
  await relay.sql`update profiles set role = 'moderator' where id = ${second.id}`
  expect((await decide(second, taken, ['hide'])).status).toBe(204)
  expect(await statusOf(second, reportId, file.id)).toBe(404)
  expect((await openings(file.id)).map((line) => line.actor_id)).toEqual([mod.id, second.id])
})

test('a moderator does not see the files of a report that they made, or that is about them', async () => {
  const group = await openGroup([pair.ada, pair.ben, mod, second])
  const file = await uploadFile(mod, photo)
  const message = await postFiles(mod, group.id, [{ id: file.id }])
  await report(second, message.id)
  const reportId = await reportOf(message.id)
  // Even if a claim stood in the row.
  for (const who of [mod, second]) {
    await relay.sql`
      update reports set claimed_by = ${who.id}, claimed_until = now() + interval '1 hour' where id = ${reportId}`
    expect(await statusOf(who, reportId, file.id)).toBe(404)
  }
  await relay.sql`delete from reports where id = ${reportId}`
})

test('an author who deletes the message takes nothing from an open report, and the bytes go with the decision', async () => {
  const { ada, ben, id } = pair
  const file = await uploadFile(ben, photo)
  const message = await postFiles(ben, id, [{ id: file.id }])
  await report(ada, message.id)
  await call(ben, 'DELETE', `/messages/${message.id}`)
  await collect()
  expect((await tus(ada, 'GET', `/api/files/${file.id}/original`)).status).toBe(404)
  const claimed = await claimNext()
  expect(await statusOf(mod, claimed.id, file.id)).toBe(200)
  expect((await decide(mod, claimed, ['warn'])).status).toBe(204)
  await collect()
  const stored = join(relay.env.PARLEY_FILES_DIR!, 'files', file.id.slice(0, 2), file.id)
  expect(existsSync(stored)).toBe(false)
})

test('a message with files that a filter keeps waits with them, and is released with them', async () => {
  const { ada, ben, id } = pair
  await call(mod, 'POST', '/moderation/filters', {
    kind: 'word',
    value: 'casino',
    action: 'review',
  })
  const [file, strange] = [await uploadFile(ben, photo), await uploadFile(ada, photo)]
  const write = (files: string[], client_id: string = randomUUID()) =>
    call(ben, 'POST', `/conversations/${id}/messages`, {
      ...{ client_id, body: 'my casino', files: files.map((one) => ({ id: one, alt: 'A table' })) },
    })
  expect((await write([file.id, strange.id])).body.error.code).toBe('upload_not_ready')
  const [client_id, other] = [randomUUID(), await uploadFile(ben, photo)]
  // A retry with another file does not take the place of the first one, which a moderator may have seen.
  for (const attempt of [file.id, file.id, other.id]) {
    expect((await write([attempt], client_id)).body.error.code).toBe('in_review')
  }
  const review = await claimNext()
  const details: ReportDetails = (await call(mod, 'GET', `/moderation/reports/${review.id}`)).body
  expect(details.files.map((shown) => shown.id)).toEqual([file.id])
  expect(await statusOf(mod, review.id, file.id)).toBe(200)
  expect(await statusOf(second, review.id, file.id)).toBe(404)
  await relay.sql`
    update private.uploads set created_at = now() - interval '9 days', active_at = now() - interval '9 days'
    where id = ${file.id}`
  await collect()
  expect((await decide(mod, review, ['release'])).status).toBe(204)
  await collect()
  const released = await write([file.id], client_id)
  expect([released.status, released.body.files]).toMatchObject([
    200,
    [{ id: file.id, alt: 'A table' }],
  ])
  expect((await tus(ada, 'GET', `/api/files/${file.id}/original`)).status).toBe(200)
  expect(await statusOf(mod, review.id, file.id)).toBe(404)
})

test('a sender who takes the files of a waiting message back sends nothing, and the moderator decides all the same', async () => {
  const { ben, id } = pair
  const file = await uploadFile(ben, photo)
  const written = { client_id: randomUUID(), body: 'my casino', files: [{ id: file.id }] }
  const lastSeq = async () =>
    (await call(ben, 'GET', `/conversations/${id}`)).body.last_seq as number
  const before = await lastSeq()
  await call(ben, 'POST', `/conversations/${id}/messages`, written)
  const review = await claimNext()
  expect((await tus(ben, 'DELETE', `/api/uploads/${file.id}`)).status).toBe(204)
  await collect()
  expect(await statusOf(mod, review.id, file.id)).toBe(200)
  expect((await decide(mod, review, ['release'])).status).toBe(204)
  expect(await lastSeq()).toBe(before)
  // The release let nothing else pass: neither other files nor another text.
  const other = await uploadFile(ben, photo)
  const { client_id } = written
  for (const change of [
    { ...written, files: [{ id: other.id }] },
    { client_id, body: 'a casino' },
  ]) {
    const again = await call(ben, 'POST', `/conversations/${id}/messages`, change)
    expect(again.body.error.code).toBe('in_review')
  }
  expect((await decide(mod, await claimNext(), ['dismiss'])).status).toBe(204)
})

test('a file of a dark room tells neither its name nor its owner', async () => {
  const { ada, ben } = pair
  const room = await createDarkRoom(ada)
  await enterDarkRoom(ben, room.id)
  const file = await uploadFile(ben, photo, 'Ben at home.jpg')
  const message = await postFiles(ben, room.id, [{ id: file.id }])
  await report(ada, message.id)
  const claimed = await claimNext()
  const details = await call(mod, 'GET', `/moderation/reports/${claimed.id}`)
  const shown = await open(mod, claimed.id, file.id)
  const told = JSON.stringify([details.body, Object.fromEntries(shown.headers)])
  expect(told).toContain('picture.jpg')
  for (const secret of ['at home', ben.id, ada.id]) expect(told).not.toContain(secret)
  expect((await sharp(await shown.arrayBuffer()).metadata()).exif).toBeUndefined()
  const [line] = await openings(file.id)
  expect(line).toMatchObject({ actor_id: mod.id, subject_id: claimed.subject?.id })
  expect(claimed.subject?.id).not.toBe(ben.id)
})
