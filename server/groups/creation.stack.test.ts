import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { next } from '../../testing/browser.ts'
import { PlanObserver } from '../../testing/plans.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { insertPeople } from '../../testing/rows.ts'
import type { MessageWriter } from '../messages/store/message-writer.ts'
import type { Publisher } from '../realtime/publish.ts'
import { announceGroup } from './announce.ts'
import { createGroup } from './create.ts'

let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
beforeAll(async () => {
  relay = await openTestRelay()
  ;[ada, ben] = await Promise.all([relay.person('Ada'), relay.person('Ben')])
})
afterAll(() => relay.close())

const create = (person: TestPerson, body: object) =>
  person.browser.call('POST', '/api/conversations', { body: { kind: 'GROUP', ...body } })

test('a repeated creation answers with the same group, also while the first one runs', async () => {
  const wanted = { title: 'Once', client_id: randomUUID(), participant_ids: [ben.id] }
  const answers = await Promise.all([1, 2, 3].map(() => create(ada, wanted)))
  answers.push(await create(ada, wanted))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    200, 200, 200, 201,
  ])
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  const list = await ben.browser.call('GET', '/api/conversations')
  expect(list.body.items).toHaveLength(1)
  // The id is only the creator's own.
  expect((await create(ben, wanted)).status).toBe(201)
  expect((await create(ada, { ...wanted, client_id: randomUUID() })).status).toBe(201)
})

test('the largest group is made, and everybody connected hears of it', async () => {
  const people = await insertPeople(relay.sql, 998)
  const { socket } = await ben.browser.connect()
  const heard = next(socket, 'conversation:new')
  const made = await create(ada, { title: 'All', participant_ids: [ben.id, ...people] })
  expect(made).toMatchObject({ status: 201, body: { participant_count: 1_000 } })
  expect((await heard).conversation.me.user_id).toBe(ben.id)
})

test('announcing a group takes one statement for many people', async () => {
  const people = await insertPeople(relay.sql, 120)
  const observer = new PlanObserver(relay.directUrl)
  const { change } = await createGroup(observer.sql, ada.id, {
    kind: 'GROUP',
    title: 'Many',
    participant_ids: people,
  })
  const told: string[] = []
  const publish = {
    leaveRoom: () => undefined,
    joinRoom: () => undefined,
    connectedAmong: async (ids: string[]) => ids,
    toUser: (id: string) => told.push(id),
  } as unknown as Publisher
  const writer = { settled: async () => undefined } as unknown as MessageWriter
  const statements = await observer.countOf((sql) =>
    announceGroup({ sql, publish, writer }, change),
  )
  expect(told.sort()).toEqual([ada.id, ...people].sort())
  expect(statements).toBeLessThanOrEqual(3)
  await observer.sql.end()
})
