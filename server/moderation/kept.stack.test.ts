import { afterAll, beforeAll, expect, test } from 'vitest'
import { post, type TestPair } from '../../testing/conversations.ts'
import {
  callApi,
  codeOf,
  openModeration,
  report,
  type Called,
  type Moderation,
} from '../../testing/moderation.ts'
import { createPost } from '../../testing/posts.ts'
import type { TestPerson, TestRelay } from '../../testing/relay.ts'
import { createDarkRoom } from '../../testing/rooms-of-people.ts'
import { silent } from '../../testing/silence.ts'
import { openDatabase, type Database } from '../database/client.ts'
import { deleteWhatIsOld } from '../upkeep/retention.ts'
import { tellOfWaitingReports } from '../upkeep/waiting-reports.ts'
import { keepFirstModerator } from './first-moderator.ts'

let relay: TestRelay
let pair: TestPair
let decided: Moderation['decided']
let db: Database
beforeAll(async () => {
  ;({ relay, pair, decided } = await openModeration())
  db = openDatabase(relay.env.DATABASE_URL!, silent, { connections: 2 })
})
afterAll(async () => {
  await db.end()
  await relay.close()
})

test('a new account has limits in its first day, and is told when they end', async () => {
  const [old, ...others] = await Promise.all(
    Array.from({ length: 5 }, (_, n) => relay.person(`Person ${n}`)),
  )
  const fresh = await relay.person('Fresh')
  await relay.sql`
    update private.installation set new_account_conversations = 2, new_account_posts = 1,
      new_account_rooms = 1, new_account_reports = 1, new_account_invitations = 2`
  const begin = (who: TestPerson, other: TestPerson) =>
    callApi(who, 'POST', '/conversations', { kind: 'DIRECT', participant_ids: [other.id] })
  const group = (ids: string[]) =>
    callApi(fresh, 'POST', '/conversations', { kind: 'GROUP', title: 'All', participant_ids: ids })
  const limited = (answer: Called) =>
    expect(answer).toMatchObject({
      status: 403,
      body: { error: { code: 'new_account', retry_after: expect.any(Number) } },
    })
  // Two requests at once never pass together.
  const both = await Promise.all(others.map((one) => begin(fresh, one)))
  const codes = both.map((one) => String(codeOf(one)))
  expect(codes.toSorted()).toEqual(['201', '201', 'new_account', 'new_account'])
  const begun = both.findIndex(({ status }) => status === 201)
  expect((await begin(fresh, others[begun]!)).status).toBe(200)
  const refused = await begin(fresh, old!)
  limited(refused)
  expect(refused.body.error.retry_after).toBeGreaterThan(23 * 3_600)
  await relay.sql`update private.installation set new_account_conversations = 9`
  limited(await group([old!.id, others[0]!.id, others[1]!.id]))
  expect((await group([old!.id, others[0]!.id])).status).toBe(201)
  limited(await group([others[2]!.id]))
  await createPost(fresh)
  limited(await callApi(fresh, 'POST', '/posts', { title: 'Second', body: '' }))
  await createDarkRoom(fresh)
  limited(await callApi(fresh, 'POST', '/rooms', { title: 'Second' }))
  expect(codeOf(await report(fresh, { user_id: old!.id }))).toBe(200)
  expect(codeOf(await report(fresh, { user_id: old!.id }))).toBe(200)
  limited(await report(fresh, { user_id: others[0]!.id }))
  await relay.sql`update auth.users set created_at = now() - interval '2 days' where id = ${fresh.id}`
  expect((await callApi(fresh, 'POST', '/posts', { title: 'Second', body: '' })).status).toBe(201)
  await relay.sql`
    update private.installation set new_account_conversations = null, new_account_posts = null,
      new_account_rooms = null, new_account_reports = null, new_account_invitations = null`
  await deleteWhatIsOld(db, { endedSessionDays: 30, auditAddressDays: 90, decidedReportDays: 180 })
  const left = await relay.sql`
    select from private.new_account_uses where account_id = ${fresh.id}`
  expect(left).toHaveLength(0)
})

test('decided reports and their copies are deleted after their time; a suspension that holds stays', async () => {
  const person = await relay.person('Forgotten')
  const { id } = await post(pair.ben, pair.id, 'copied')
  const hidden = await decided({ message_id: id }, ['hide'])
  const warned = await decided({ user_id: pair.ben.id }, ['warn'])
  const suspended = await decided({ user_id: person.id }, ['suspend'])
  const recent = await decided({ user_id: pair.ben.id }, ['warn'])
  const all = [hidden, warned, suspended, recent].map((one) => one.id)
  const old = all.slice(0, 3)
  await relay.sql`
    update reports set decided_at = decided_at - interval '181 days' where id = any(${old})`
  await relay.sql`
    update private.moderation_actions set created_at = created_at - interval '181 days'
    where report_id = any(${old})`
  const days = { endedSessionDays: 30, auditAddressDays: 90, decidedReportDays: 180 }
  const deleted = await deleteWhatIsOld(db, days, { batch: 1 })
  expect(deleted).toMatchObject({ reports: 3, actions: 1 })
  const reports = await relay.sql`select id from reports where id = any(${all})`
  expect(reports.map((row) => row.id)).toEqual([recent.id])
  expect(await relay.sql`select from private.report_notes where report_id = any(${old})`).toEqual(
    [],
  )
  const ids = [hidden, warned, suspended, recent].map(({ actions }) => actions[0]!.id)
  const actions = await relay.sql`
    select id from private.moderation_actions where id = any(${ids})`
  expect(new Set(actions.map((row) => row.id))).toEqual(new Set([ids[0], ids[2], ids[3]]))

  const restrictionOf = () =>
    relay.sql`select from private.restrictions where account_id = ${person.id}`
  await deleteWhatIsOld(db, days)
  expect(await restrictionOf()).toHaveLength(1)
  await relay.sql`delete from auth.users where id = ${person.id}`
  await relay.sql`delete from private.accounts where id = ${person.id}`
  await deleteWhatIsOld(db, days)
  expect(await restrictionOf()).toHaveLength(0)
})

test('the operator is told of reports that nobody decides, and again only when there are more', async () => {
  const lines: unknown[] = []
  const log = { ...silent, warn: (line: unknown) => lines.push(line) } as typeof silent
  const tell = tellOfWaitingReports({ sql: db, log })
  await tell()
  expect(lines).toEqual([])
  for (const [n, subject] of [pair.ada, pair.ben].entries()) {
    await relay.sql`
      insert into reports (kind, reason, subject_id, created_at)
      values ('person', 'spam', ${subject.id}, now() - interval '25 hours')`
    for (const _ of [1, 2]) await tell()
    expect(lines).toHaveLength(n + 1)
    expect(lines.at(-1)).toMatchObject({ reports: n + 1, oldest: expect.any(Date) })
  }
  await relay.sql`delete from reports where decided_at is null`
})

test('the first moderator is noted when the database comes later', async () => {
  const tries: (() => Promise<void>)[] = []
  let stopped = 0
  const repeat = (_milliseconds: number, task: () => Promise<void>) => {
    tries.push(task)
    return () => void stopped++
  }
  const noted = async () =>
    (await relay.sql`select first_moderator as id from private.installation`)[0]!.id as string
  const edge = { config: { firstModerator: pair.ada.id }, sql: db, log: silent }
  await relay.sql`alter table private.installation rename column first_moderator to away`
  await keepFirstModerator(edge, repeat).start()
  await relay.sql`alter table private.installation rename column away to first_moderator`
  expect([await noted(), stopped]).toEqual([null, 0])
  for (const again of tries) await again()
  expect([await noted(), stopped]).toEqual([pair.ada.id, 1])
  await relay.sql`update private.installation set first_moderator = null`
})
