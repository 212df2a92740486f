import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openGroup } from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import {
  callApi as call,
  claim,
  codeOf as code,
  decide,
  openModeration,
  type Moderation,
} from '../../testing/moderation.ts'
import type { TestPerson } from '../../testing/relay.ts'
import { tus, uploadFile } from '../../testing/uploads.ts'
import { watch } from '../../testing/watch.ts'
import type { Message } from '../../wire/messages.ts'
import type { Report } from '../../wire/moderation/moderation.ts'

/** The sender of a message that a filter keeps: takes it back, and learns what a moderator decided. */
let moderation: Moderation
let filterId: string
beforeAll(async () => {
  moderation = await openModeration()
})
afterAll(() => moderation.relay.close())
beforeEach(async () => {
  const filter = { kind: 'word', value: 'casino', action: 'review' }
  filterId = (await call(moderation.mod, 'POST', '/moderation/filters', filter)).body.id
})

const write = (clientId: string, body = 'my casino', files?: { id: string }[]) =>
  call(moderation.pair.ben, 'POST', `/conversations/${moderation.pair.id}/messages`, {
    ...{ client_id: clientId, body, files },
  })
const path = (clientId: string, id = moderation.pair.id) =>
  `/conversations/${id}/reviews/${clientId}`
const takeBack = (clientId: string, who = moderation.pair.ben) =>
  call(who, 'DELETE', path(clientId))
const reviewOf = (clientId: string, who = moderation.pair.ben) => call(who, 'GET', path(clientId))
const listed = async (state: string) =>
  (await call(moderation.mod, 'GET', `/moderation/reports?state=${state}`)).body.items as Report[]
const texts = async () =>
  (
    (await call(moderation.pair.ada, 'GET', `/conversations/${moderation.pair.id}/messages`)).body
      .items as Message[]
  ).map(({ body }) => body)

/** Ben writes a message that waits. Returns its `client_id` and its report. */
async function waiting(files?: { id: string }[]) {
  const clientId = randomUUID()
  expect(code(await write(clientId, `my casino ${clientId}`, files))).toBe('in_review')
  return { clientId, body: `my casino ${clientId}`, reportId: await moderation.newestReport() }
}

test('the sender takes a waiting message back, twice, and it is never sent', async () => {
  const { mod } = moderation
  const { clientId, body, reportId } = await waiting()
  const claimed = await claim(mod, reportId)
  expect((await reviewOf(clientId)).body).toEqual({ state: 'waiting', reason: null })
  expect([code(await takeBack(clientId)), code(await takeBack(clientId))]).toEqual([204, 204])
  expect((await reviewOf(clientId)).body).toEqual({ state: 'taken_back', reason: null })
  // The moderator had it open, and may have claimed it.
  for (const actions of [['release'], ['dismiss']]) {
    expect(code(await decide(mod, claimed, actions))).toBe('taken_back')
  }
  expect(code(await call(mod, 'PUT', `/moderation/reports/${reportId}/claim`))).toBe('taken_back')
  expect((await listed('open')).map(({ id }) => id)).not.toContain(reportId)
  expect((await listed('done')).find(({ id }) => id === reportId)).toMatchObject({
    ...{ taken_back: true, claimed_by: null },
  })
  const details = (await call(mod, 'GET', `/moderation/reports/${reportId}`)).body
  expect(details).toMatchObject({ text: null, taken_back: true, actions: [] })
  const [stored] = await moderation.relay.sql`select draft from reports where id = ${reportId}`
  expect(stored!.draft).toEqual({ client_id: clientId })
  // Another device still has it. Neither it nor another text is sent, also when this filter is gone.
  expect(code(await write(clientId, body))).toBe('taken_back')
  await call(mod, 'POST', '/moderation/filters', { kind: 'word', value: 'zzz', action: 'block' })
  await call(mod, 'DELETE', `/moderation/filters/${filterId}`)
  for (const text of [body, 'harmless']) {
    expect(code(await write(clientId, text))).toBe('taken_back')
  }
  expect(await texts()).toEqual([])
})

test('while a message waits, no other text is sent in its place', async () => {
  const { mod } = moderation
  const { clientId, reportId } = await waiting()
  const before = await texts()
  expect(code(await write(clientId, 'harmless'))).toBe('in_review')
  await call(mod, 'POST', '/moderation/filters', { kind: 'word', value: 'zzzz', action: 'block' })
  await call(mod, 'DELETE', `/moderation/filters/${filterId}`)
  expect(code(await write(clientId, 'zzzz'))).toBe('in_review')
  expect(await texts()).toEqual(before)
  expect(code(await takeBack(clientId))).toBe(204)
  const { state } = (await reviewOf(clientId)).body
  expect([state, code(await write(clientId, 'harmless'))]).toEqual(['taken_back', 'taken_back'])
  expect((await listed('open')).map(({ id }) => id)).not.toContain(reportId)
})

test('a message that stands in the conversation is not taken back, though nobody decided', async () => {
  const { mod, relay } = moderation
  const { clientId, body } = await waiting()
  const gone = await waiting()
  expect(code(await takeBack(gone.clientId))).toBe(204)
  // Nothing judges any more.
  for (const { id } of (await call(mod, 'GET', '/moderation/filters')).body.items) {
    await call(mod, 'DELETE', `/moderation/filters/${id}`)
  }
  for (const one of [{ clientId, body }, gone]) {
    expect(code(await write(one.clientId, one.body))).toBe(201)
    expect((await reviewOf(one.clientId)).body).toEqual({ state: 'released', reason: null })
    expect(code(await takeBack(one.clientId))).toBe('conflict')
    expect(code(await write(one.clientId, one.body))).toBe(200)
    expect(await texts()).toContain(one.body)
  }
  await relay.sql`delete from reports where draft ->> 'client_id' = ${clientId}`
  expect(code(await takeBack(clientId))).toBe('conflict')
  expect((await reviewOf(clientId)).body.state).toBe('released')
})

test('messages that were taken back hide no earlier report of their sender', async () => {
  const { mod } = moderation
  const real = await waiting()
  await decide(mod, await claim(mod, real.reportId), ['dismiss'])
  for (let n = 0; n < 20; n += 1) await takeBack((await waiting()).clientId)
  const { reportId } = await waiting()
  const { earlier } = (await call(mod, 'GET', `/moderation/reports/${reportId}`)).body
  expect(earlier[0].id).toBe(real.reportId)
})

test('all devices of the sender are told, and nobody else', async () => {
  const { ada, ben } = moderation.pair
  const { clientId } = await waiting()
  const sockets = await Promise.all([ben, ben, ada].map((who) => who.browser.connect()))
  const [here, there, others] = sockets.map(({ socket }) => watch(socket, 'moderation:changed'))
  await takeBack(clientId)
  await eventually(
    'both devices hear of it',
    () => here!.pushes.length + there!.pushes.length === 2,
  )
  await takeBack(clientId)
  expect([here!.pushes.length, others!.pushes.length]).toEqual([1, 0])
  for (const { socket } of sockets) socket.disconnect()
})

test('only its sender finds a waiting message, in its own conversation', async () => {
  const { ada, ben } = moderation.pair
  const { clientId } = await waiting()
  const group = await openGroup([ben, ada])
  const tries: [TestPerson, string][] = [
    [ada, path(clientId)],
    [moderation.mod, path(clientId)],
    [ben, path(clientId, group.id)],
    [ben, path(randomUUID())],
  ]
  for (const [who, address] of tries) {
    expect(code(await call(who, 'GET', address))).toBe('not_found')
    // Not what an unknown route answers: the page could not tell an older relay from one that keeps nothing.
    expect(code(await call(who, 'DELETE', address))).toBe('taken_back')
  }
  expect((await reviewOf(clientId)).body.state).toBe('waiting')
  expect(code(await takeBack(clientId.toUpperCase()))).toBe(204)
})

test.each(['release', 'taking back'])(
  'when a release and a taking back come at the same moment, the first one (%s) wins, and both sides learn it',
  async (first) => {
    const { mod, relay } = moderation
    const { clientId, body, reportId } = await waiting()
    const claimed = await claim(mod, reportId)
    const waits = (count: number) =>
      eventually(`${count} wait for the row`, async () => {
        const rows = await relay.sql`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
        return rows.length === count
      })
    const release = () => decide(mod, claimed, ['release'])
    const takes = () => takeBack(clientId)
    const [one, two] = first === 'release' ? [release, takes] : [takes, release]
    const both = await relay.sql.begin(async (tx) => {
      await tx`select from reports where id = ${reportId} for update`
      const before = one()
      await waits(1)
      const after = two()
      await waits(2)
      return { answers: Promise.all([before, after]) }
    })
    const isSent = first === 'release'
    expect((await both.answers).map(code)).toEqual(isSent ? [204, 'conflict'] : [204, 'taken_back'])
    expect((await texts()).includes(body)).toBe(isSent)
    expect((await reviewOf(clientId)).body.state).toBe(isSent ? 'released' : 'taken_back')
    expect(code(await write(clientId, body))).toBe(isSent ? 200 : 'taken_back')
  },
)

test('a refusal reaches every device of the sender at once, with its reason', async () => {
  const { mod, pair } = moderation
  const { clientId, body, reportId } = await waiting()
  const [one, two] = await Promise.all([pair.ben.browser.connect(), pair.ben.browser.connect()])
  const heard = [one, two].map(({ socket }) => watch(socket, 'moderation:changed'))
  expect(code(await decide(mod, await claim(mod, reportId), ['dismiss']))).toBe(204)
  await eventually('both hear of it', () => heard.every(({ pushes }) => pushes.length === 1))
  expect((await reviewOf(clientId)).body).toEqual({
    ...{ state: 'refused', reason: 'Against the rules.' },
  })
  expect(code(await takeBack(clientId))).toBe('conflict')
  expect(code(await write(clientId, body))).toBe('filtered')
  for (const { socket } of [one, two]) socket.disconnect()
})

test('a release is told when the message is there', async () => {
  const { mod, pair } = moderation
  const { clientId, body, reportId } = await waiting()
  const { socket } = await pair.ben.browser.connect()
  const heard: string[] = []
  socket.on('message:new', ({ messages }) => heard.push(messages[0]!.body))
  socket.on('moderation:changed', () => heard.push('changed'))
  await decide(mod, await claim(mod, reportId), ['release'])
  await eventually('it is told', () => heard.length === 2)
  expect(heard.toSorted()).toEqual(['changed', body])
  expect((await reviewOf(clientId)).body).toEqual({
    ...{ state: 'released', reason: 'Against the rules.' },
  })
  socket.disconnect()
})

test('a release lets the text through that the moderator read, and no other', async () => {
  const { mod, relay } = moderation
  const { clientId, body, reportId } = await waiting()
  await decide(mod, await claim(mod, reportId), ['release'])
  // As if the relay was killed between the decision and the sending.
  await relay.sql`delete from messages where client_id = ${clientId}`
  expect(code(await write(clientId, 'another casino'))).toBe('filtered')
  expect(code(await write(clientId, body))).toBe(201)
})

test('a decision that is repeated after a killed relay still sends the message, once', async () => {
  const { mod, relay } = moderation
  const { clientId, body, reportId } = await waiting()
  const claimed = await claim(mod, reportId)
  expect(code(await decide(mod, claimed, ['release']))).toBe(204)
  expect(code(await decide(mod, claimed, ['release']))).toBe(204)
  expect((await texts()).filter((one) => one === body)).toEqual([body])
  await relay.sql`delete from messages where client_id = ${clientId}`
  expect(code(await decide(mod, claimed, ['release']))).toBe(204)
  expect((await texts()).filter((one) => one === body)).toEqual([body])
})

test('the files of a message that was taken back go with it', async () => {
  const { ben } = moderation.pair
  const file = await uploadFile(ben, Buffer.from('chips'), 'chips.txt')
  const { clientId, reportId } = await waiting([{ id: file.id }])
  await claim(moderation.mod, reportId)
  expect(code(await takeBack(clientId))).toBe(204)
  expect((await tus(ben, 'GET', `/api/uploads/${file.id}`)).status).toBe(404)
  const address = `/api/moderation/reports/${reportId}/files/${file.id}/original`
  expect((await tus(moderation.mod, 'GET', address)).status).toBe(404)
  expect((await write(clientId, 'my casino', [{ id: file.id }])).body.error.code).toBe('taken_back')
  const [left] = await moderation.relay.sql`
    select state, owner_id from private.uploads where id = ${file.id}`
  expect(left).toEqual({ state: 'released', owner_id: null })
})
