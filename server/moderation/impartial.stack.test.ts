import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { openPair, post, send, type TestPair } from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import { removePerson } from '../../testing/groups.ts'
import {
  callAsServer,
  createPost,
  listPosts,
  postAsSeenBy,
  SERVER_KEY,
  startAbout,
} from '../../testing/posts.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import {
  createDarkRoom,
  createRoom,
  enterDarkRoom,
  joinRoom,
} from '../../testing/rooms-of-people.ts'
import { silent } from '../../testing/silence.ts'
import { watch } from '../../testing/watch.ts'
import type { Message } from '../../wire/messages.ts'
import type { Report, ReportDetails } from '../../wire/moderation/moderation.ts'
import type { Post } from '../../wire/posts.ts'
import { openDatabase, type Database } from '../database/client.ts'
import { deleteWhatIsOld } from '../upkeep/retention.ts'
import { keepFirstModerator } from './first-moderator.ts'

let relay: TestRelay
let pair: TestPair
let mod: TestPerson
let second: TestPerson
let db: Database

beforeAll(async () => {
  relay = await openTestRelay({
    PARLEY_SERVER_KEY: SERVER_KEY,
    PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0',
  })
  db = openDatabase(relay.env.DATABASE_URL!, silent, { connections: 2 })
  pair = await openPair(relay)
  mod = await relay.person('Mod')
  second = await relay.person('Second')
  await relay.sql`
    update auth.users set raw_app_meta_data = raw_app_meta_data || '{"parley_role": "moderator"}'
    where id in (${mod.id}, ${second.id})`
})
afterAll(async () => {
  await db.end()
  await relay.close()
})

type Called = { status: number; body: { error?: { code: string } } | null }
const code = ({ status, body }: Called) => body?.error?.code ?? status
const call = (who: TestPerson, method: string, path: string, body?: unknown) =>
  who.browser.call(method, `/api${path}`, body === undefined ? {} : { body })
const report = (who: TestPerson, target: object) =>
  call(who, 'POST', '/reports', { reason: 'spam', note: 'look', ...target })
/** The report that this person would find: the newest about what was reported last. */
async function newestReport(): Promise<string> {
  const [row] = await relay.sql<{ id: string }[]>`
    select id from reports where decided_at is null order by created_at desc limit 1`
  return row!.id
}
const claim = async (who: TestPerson, id: string) =>
  (await call(who, 'PUT', `/moderation/reports/${id}/claim`)).body as Report
const decide = (who: TestPerson, { id, version }: Report, actions: string[], seconds?: number) =>
  call(who, 'POST', `/moderation/reports/${id}/actions`, {
    ...{ actions, version, reason: 'Against the rules.' },
    ...(seconds !== undefined && { seconds }),
  })
async function decided(
  target: object,
  actions: string[],
  { seconds, by = mod }: { seconds?: number; by?: TestPerson } = {},
): Promise<ReportDetails> {
  expect(code(await report(pair.ada, target))).toBe(200)
  const claimed = await claim(by, await newestReport())
  expect(code(await decide(by, claimed, actions, seconds))).toBe(204)
  return (await call(by, 'GET', `/moderation/reports/${claimed.id}`)).body as ReportDetails
}
const undo = (who: TestPerson, { actions }: ReportDetails) =>
  call(who, 'POST', `/moderation/actions/${actions.at(-1)!.id}/undo`, { reason: 'A mistake.' })
const unmask = (who: TestPerson, report_id: string) =>
  call(who, 'POST', '/rooms/unmask', { report_id, reason: 'A threat.' })

describe('nobody is judge in their own case', () => {
  test('a report of one’s own is seen, and neither claimed, decided nor taken back', async () => {
    const { id } = await post(pair.ben, pair.id, 'rude')
    await relay.sql`
      insert into conversation_participants (conversation_id, user_id) values (${pair.id}, ${mod.id})`
    expect(code(await report(mod, { message_id: id }))).toBe(200)
    const reportId = await newestReport()
    const seen = (await call(mod, 'GET', `/moderation/reports/${reportId}`)).body as ReportDetails
    expect(seen.is_own).toBe(true)
    expect(code(await call(mod, 'PUT', `/moderation/reports/${reportId}/claim`))).toBe('own_report')
    expect((await call(mod, 'POST', '/moderation/reports/claim')).body).toEqual({ report: null })
    // Whoever forges a claim in another way is still refused by the decision itself.
    await relay.sql`
      update reports set claimed_by = ${mod.id}, claimed_until = now() + interval '5 minutes'
      where id = ${reportId}`
    expect(code(await decide(mod, seen, ['suspend']))).toBe('own_report')
    await relay.sql`update reports set claimed_by = null, claimed_until = null where id = ${reportId}`
    const claimed = await claim(second, reportId)
    expect(claimed.is_own).toBe(false)
    expect(code(await decide(second, claimed, ['hide']))).toBe(204)
    const done = (await call(second, 'GET', `/moderation/reports/${reportId}`)).body
    expect(code(await undo(mod, done))).toBe('own_report')
    expect(code(await undo(second, done))).toBe(204)
    await relay.sql`
      delete from conversation_participants where conversation_id = ${pair.id} and user_id = ${mod.id}`
  })

  test('an alias is not unmasked by the moderator who reported it, nor by the one behind it', async () => {
    const { id, me } = await createDarkRoom(pair.ada)
    for (const person of [pair.ben, mod]) await enterDarkRoom(person, id)
    const { id: messageId } = await post(pair.ben, id, 'a threat')
    expect(code(await report(mod, { message_id: messageId }))).toBe(200)
    const reportId = await newestReport()
    expect(code(await unmask(mod, reportId))).toBe('own_report')
    expect((await unmask(second, reportId)).body.person).toMatchObject({ id: pair.ben.id })
    await decide(second, await claim(second, reportId), ['dismiss'])

    const own = await post(mod, id, 'of the moderator')
    expect(code(await report(pair.ada, { message_id: own.id }))).toBe(200)
    const about = await newestReport()
    expect(code(await unmask(mod, about))).toBe('not_found')
    // The copies say who said what: by aliases, and never by accounts.
    const { context } = (await call(second, 'GET', `/moderation/reports/${about}`))
      .body as ReportDetails
    const names = context.filter(({ kind }) => kind === 'text').map(({ sender }) => sender?.id)
    expect(new Set(names).size).toBe(2)
    for (const { sender } of context) expect(sender?.username ?? '').toBe('')
    const copies = JSON.stringify(context)
    for (const person of [pair.ada, pair.ben, mod]) expect(copies).not.toContain(person.id)
    expect(copies).toContain(me.user_id)
    await decide(second, await claim(second, about), ['dismiss'])
  })

  test('looking up has a limit of its own', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => unmask(second, randomUUID())))
    expect(answers.map(code)).toContain('rate_limited')
  })
})

describe('a moderator never undoes what another one did', () => {
  test('a message that two hid stays hidden until both took it back', async () => {
    const { id } = await post(pair.ben, pair.id, 'hidden twice')
    const first = await decided({ message_id: id }, ['hide'])
    const other = await decided({ message_id: id }, ['hide'], { by: second })
    const body = async () => ((await call(pair.ada, 'GET', `/messages/${id}`)).body as Message).body
    expect(code(await undo(mod, first))).toBe(204)
    expect(await body()).toBe('')
    expect(code(await undo(second, other))).toBe(204)
    expect(await body()).toBe('hidden twice')
  })

  test.each(['mute', 'suspend'] as const)(
    'taking back an older %s keeps one that another moderator gives at the same time',
    async (act) => {
      const person = await relay.person('Restricted')
      const first = await decided({ user_id: person.id }, [act], { seconds: 600 })
      const column = relay.sql(act === 'mute' ? 'muted_until' : 'suspended_until')
      const other = await relay.sql.reserve()
      // As a decision does it: first the restriction, then the row of the action.
      await other`begin`
      await other`
        update private.restrictions set ${column} = now() + interval '1 day' where account_id = ${person.id}`
      const undoing = undo(mod, first)
      await eventually('the other moderator waits for the row', async () => {
        const waiting = await relay.sql`
          select from pg_stat_activity where wait_event_type = 'Lock' and query like '%restrictions%'`
        return waiting.length > 0
      })
      await other`
        insert into private.moderation_actions (action, reason, subject_id, moderator_id, ends_at)
        values (${act}, 'Again.', ${person.id}, ${second.id}, now() + interval '1 day')`
      await other`commit`
      other.release()
      expect(code(await undoing)).toBe(204)
      const [held] = await relay.sql`
        select coalesce(${column} > now() + interval '1 hour', false) as holds
        from private.restrictions where account_id = ${person.id}`
      expect(held).toEqual({ holds: true })
    },
  )

  test('a person whom two removed may not join again until both took it back', async () => {
    const room = await createRoom(pair.ada)
    await joinRoom(pair.ben, room.id)
    const { id } = await post(pair.ben, room.id, 'out')
    const first = await decided({ message_id: id }, ['remove'])
    await relay.sql`
      insert into private.moderation_actions (action, reason, subject_id, conversation_id, moderator_id)
      values ('remove', 'Again.', ${pair.ben.id}, ${room.id}, ${second.id})`
    expect(code(await undo(mod, first))).toBe(204)
    expect(code(await joinRoom(pair.ben, room.id))).toBe('forbidden')
  })
})

describe('a post', () => {
  const idsOnBoard = async (who: TestPerson, filter = 'open') =>
    ((await listPosts(who, { filter })).body.items as Post[]).map(({ id }) => id)

  test('is reported with a copy, hidden, shown again and deleted', async () => {
    const made = await createPost(pair.ben, { title: 'Lamp', body: 'Bright' })
    const { body: about } = await startAbout(pair.ada, made.id)
    expect(code(await report(pair.ben, { post_id: made.id }))).toBe('not_found')
    expect(code(await report(pair.ada, { post_id: randomUUID() }))).toBe('not_found')
    expect(code(await report(pair.ada, { post_id: made.id, user_id: pair.ben.id }))).toBe(
      'invalid_request',
    )
    const details = await decided({ post_id: made.id }, ['hide', 'warn'])
    await call(pair.ben, 'PATCH', `/posts/${made.id}`, { body: 'Dim' })
    expect(details).toMatchObject({
      ...{ kind: 'post', subject: { id: pair.ben.id }, context: [] },
      post: { title: 'Lamp', body: 'Bright', url: null },
    })
    expect(code(await postAsSeenBy(pair.ada, made.id))).toBe('not_found')
    expect(code(await startAbout(mod, made.id))).toBe('not_found')
    expect(await idsOnBoard(pair.ada)).not.toContain(made.id)
    // Its author sees it, with its text, and cannot change it.
    const own = await postAsSeenBy(pair.ben, made.id)
    expect(own.body).toMatchObject({ hidden: 'moderator', body: 'Bright' })
    expect(code(await call(pair.ben, 'PATCH', `/posts/${made.id}`, { body: 'Dim' }))).toBe(
      'conflict',
    )
    expect(code(await call(pair.ada, 'GET', `/conversations/${about.id}`))).toBe(200)
    const notices = (await call(pair.ben, 'GET', '/moderation/notices')).body.items
    expect(notices).toContainEqual(expect.objectContaining({ action: 'hide', is_post: true }))
    const hide = details.actions.findIndex(({ action }) => action === 'hide')
    expect(code(await undo(second, { ...details, actions: [details.actions[hide]!] }))).toBe(204)
    expect((await postAsSeenBy(pair.ada, made.id)).body).toMatchObject({
      ...{ hidden: null, body: 'Bright' },
    })
    await decided({ post_id: made.id }, ['delete'])
    expect(code(await postAsSeenBy(pair.ben, made.id))).toBe('not_found')
    expect(code(await call(pair.ada, 'POST', '/moderation/reports/claim'))).toBe('forbidden')
  })

  const idOf = async (address: string) =>
    (await postAsSeenBy(pair.ada, `external/${address}`)).body.id as string
  const releaseNewest = async () =>
    expect(code(await decide(mod, await claim(mod, await newestReport()), ['release']))).toBe(204)

  test('of another application does not come back after a moderator deleted it', async () => {
    const address = `offer/${randomUUID()}`
    const wanted = { title: 'Car', url: 'https://shop.example/1', author: pair.ben.id }
    const put = async () => callAsServer(relay, 'PUT', address, wanted)
    const { id } = (await put()).body as Post
    await decided({ post_id: id }, ['delete'])
    expect((await put()).status).toBe(409)
    expect(code(await postAsSeenBy(pair.ada, id))).toBe('not_found')
  })

  test('passes the filters, whoever writes it: one refuses it, and one holds it for a moderator', async () => {
    const filter = (value: string, action: string, kind = 'word') =>
      call(mod, 'POST', '/moderation/filters', { kind, value, action })
    const blocking = (await filter('bad.example', 'block', 'link')).body
    const holding = (await filter('casino', 'review')).body
    const text = (title: string) => call(pair.ben, 'POST', '/posts', { title, body: '' })
    expect(code(await text('See bad.example'))).toBe('filtered')
    const address = `offer/${randomUUID()}`
    const put = (title: string, url = 'https://shop.example/1') =>
      callAsServer(relay, 'PUT', address, { title, url, author: pair.ben.id })
    expect((await put('Fine', 'https://bad.example/1')).status).toBe(403)
    for (const made of [(await text('The best casino')).body, (await put('My casino')).body]) {
      expect(made).toMatchObject({ hidden: 'filter' })
      expect(code(await postAsSeenBy(pair.ada, made.id))).toBe('not_found')
      expect(code(await report(pair.ada, { post_id: made.id }))).toBe('not_found')
      const [{ id } = { id: '' }] = await relay.sql<{ id: string }[]>`
        select id from reports where post_id = ${made.id} and decided_at is null`
      const claimed = await claim(mod, id)
      expect(claimed).toMatchObject({ kind: 'post', reason: 'filter' })
      expect(code(await decide(mod, claimed, ['dismiss']))).toBe('conflict')
      expect(code(await decide(mod, claimed, ['release']))).toBe(204)
      expect((await postAsSeenBy(pair.ada, made.id)).body).toMatchObject({
        ...{ id: made.id, title: made.title, url: made.url },
      })
    }
    const { body: about } = await startAbout(pair.ada, await idOf(address))
    const titleFor = async () =>
      (await call(pair.ada, 'GET', `/conversations/${about.id}`)).body.post.title
    // The same state again is not judged again. Another text is held, and no further one until a moderator has read it.
    expect((await put('My casino')).status).toBe(200)
    expect((await put('Your casino')).body).toMatchObject({
      hidden: 'filter',
      title: 'Your casino',
    })
    expect(await titleFor()).toBe('My casino')
    expect((await put('Fine')).status).toBe(403)
    await releaseNewest()
    expect(await titleFor()).toBe('Your casino')
    const own = await createPost(pair.ben, { title: 'Fine' })
    const edited = await call(pair.ben, 'PATCH', `/posts/${own.id}`, { body: 'casino' })
    expect(edited.body).toMatchObject({ hidden: 'filter', body: 'casino' })
    expect(code(await call(pair.ben, 'PATCH', `/posts/${own.id}`, { body: 'x' }))).toBe('in_review')
    for (const { id } of [blocking, holding]) await call(mod, 'DELETE', `/moderation/filters/${id}`)
  })
})

test('a new account does so much in its first day, and is told until when', async () => {
  const [old, ...others] = await Promise.all(
    Array.from({ length: 5 }, (_, n) => relay.person(`Person ${n}`)),
  )
  const fresh = await relay.person('Fresh')
  await relay.sql`
    update private.installation set new_account_conversations = 2, new_account_posts = 1,
      new_account_rooms = 1, new_account_reports = 1, new_account_invitations = 2`
  const begin = (who: TestPerson, other: TestPerson) =>
    call(who, 'POST', '/conversations', { kind: 'DIRECT', participant_ids: [other.id] })
  const group = (ids: string[]) =>
    call(fresh, 'POST', '/conversations', { kind: 'GROUP', title: 'All', participant_ids: ids })
  const limited = (answer: Called) =>
    expect(answer).toMatchObject({
      status: 403,
      body: { error: { code: 'new_account', retry_after: expect.any(Number) } },
    })
  // Two requests at once never pass together.
  const both = await Promise.all(others.map((one) => begin(fresh, one)))
  const codes = both.map((one) => String(code(one)))
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
  limited(await call(fresh, 'POST', '/posts', { title: 'Second', body: '' }))
  await createDarkRoom(fresh)
  limited(await call(fresh, 'POST', '/rooms', { title: 'Second' }))
  expect(code(await report(fresh, { user_id: old!.id }))).toBe(200)
  expect(code(await report(fresh, { user_id: old!.id }))).toBe(200)
  limited(await report(fresh, { user_id: others[0]!.id }))
  await relay.sql`update auth.users set created_at = now() - interval '2 days' where id = ${fresh.id}`
  expect((await call(fresh, 'POST', '/posts', { title: 'Second', body: '' })).status).toBe(201)
  await relay.sql`
    update private.installation set new_account_conversations = null, new_account_posts = null,
      new_account_rooms = null, new_account_reports = null, new_account_invitations = null`
  await deleteWhatIsOld(db, { endedSessionDays: 30, auditAddressDays: 90, decidedReportDays: 180 })
  const left = await relay.sql`
    select from private.new_account_uses where account_id = ${fresh.id}`
  expect(left).toHaveLength(0)
})

test('decided reports go after their time, with their copies; what holds stays', async () => {
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

describe('in a dark room', () => {
  test('a message that has ended is not stored again by a late retry', async () => {
    const { id } = await createDarkRoom(pair.ada)
    const draft = { client_id: randomUUID(), body: 'once' }
    const write = () => call(pair.ada, 'POST', `/conversations/${id}/messages`, draft)
    const first = await write()
    expect(first.status).toBe(201)
    await relay.sql`
      update messages set created_at = created_at - interval '25 hours',
        expires_at = expires_at - interval '25 hours' where id = ${first.body.id}`
    // It has ended, and nobody has collected it yet.
    expect(await write()).toMatchObject({ status: 200, body: { id: first.body.id, body: '' } })
    await relay.sql`select private.end_dark_messages(100)`
    const again = await write()
    expect(again).toMatchObject({
      ...{ status: 200, body: { id: first.body.id, body: '', sender_id: null } },
    })
    const rows = await relay.sql`
      select from messages where conversation_id = ${id} and kind = 'text'`
    expect(rows).toHaveLength(1)
    // Another person with the same id of the program writes a message of their own.
    await enterDarkRoom(pair.ben, id)
    expect((await call(pair.ben, 'POST', `/conversations/${id}/messages`, draft)).status).toBe(201)
  })

  test('no tab of a person who left hears of the room any more', async () => {
    const { id } = await createDarkRoom(pair.ada)
    const { body } = await enterDarkRoom(pair.ben, id)
    const other = await createRoom(pair.ada)
    await joinRoom(pair.ben, other.id)
    const { socket } = await pair.ben.browser.connect()
    const { socket: adas } = await pair.ada.browser.connect()
    // The tab shows the dark room, and then another one.
    await ask(socket, 'conversation:join', { conversation_id: id })
    await ask(socket, 'conversation:leave', { conversation_id: id })
    const heard = watch(socket, 'room:activity')
    expect((await removePerson(pair.ben, id, { ...pair.ben, id: body.me.user_id })).status).toBe(
      204,
    )
    await send(adas, id, 'after')
    await send(adas, other.id, 'in a room where Ben is')
    await heard.until((pushes) => pushes.length > 0)
    expect(heard.pushes.map((push) => push.id)).toEqual([other.id])
    for (const one of [socket, adas]) one.disconnect()
  })
})

describe('a person who is refused tries other ways', () => {
  test('ids of another kind, of another person and of another room find nothing', async () => {
    const room = await createDarkRoom(pair.ada)
    const { body: entered } = await enterDarkRoom(pair.ben, room.id)
    const alias = entered.me.user_id as string
    const outsider = await relay.person('Outsider')
    const message = await post(pair.ben, room.id, 'under an alias')
    const own = await createPost(pair.ben)
    for (const target of [
      { user_id: alias },
      { message_id: message.id },
      { post_id: message.id },
      { post_id: alias },
      { message_id: own.id },
      { user_id: own.id },
    ]) {
      expect([target, code(await report(outsider, target))]).toEqual([target, 'not_found'])
    }
    // An alias is no account, and an account no alias.
    for (const [method, path] of [
      ['GET', `/people/${alias}`],
      ['PUT', `/messages/${own.id}/pin`],
      ['GET', `/rooms/${alias}/unmaskings`],
      ['GET', `/posts/${alias}`],
    ] as const) {
      expect([path, code(await call(outsider, method, path))]).toEqual([path, 'not_found'])
    }
    expect(
      code(
        await call(pair.ada, 'POST', '/conversations', {
          ...{ kind: 'DIRECT', participant_ids: [alias] },
        }),
      ),
    ).toBe('not_found')
    // A report about an account has nobody to unmask.
    await report(pair.ada, { post_id: own.id })
    const about = await newestReport()
    await relay.sql`delete from reports where id <> ${about} and decided_at is null`
    const third = await relay.person('Third')
    await relay.sql`update profiles set role = 'moderator' where id = ${third.id}`
    expect(code(await unmask(third, about))).toBe('conflict')
    // The role is gone in the middle of a session, with the report still claimed.
    const claimed = await claim(third, about)
    await relay.sql`update profiles set role = 'member' where id = ${third.id}`
    expect(code(await decide(third, claimed, ['delete']))).toBe('forbidden')
    expect(code(await unmask(third, about))).toBe('forbidden')
    expect(code(await postAsSeenBy(pair.ada, own.id))).toBe(200)
  })

  test('the author of a hidden post cannot bring its text back, nor decide about it', async () => {
    const own = await createPost(mod, { title: 'Of a moderator', body: 'Words' })
    await decided({ post_id: own.id }, ['hide'], { by: second })
    const [{ id } = { id: '' }] = await relay.sql<{ id: string }[]>`
      select id from private.moderation_actions where post_id = ${own.id}`
    expect(code(await call(mod, 'POST', `/moderation/actions/${id}/undo`, { reason: 'x' }))).toBe(
      'conflict',
    )
    expect(code(await call(mod, 'PATCH', `/posts/${own.id}`, { title: 'New' }))).toBe('conflict')
    await call(mod, 'PATCH', `/posts/${own.id}`, { closed: true })
    await call(mod, 'PATCH', `/posts/${own.id}`, { closed: false })
    expect(code(await postAsSeenBy(pair.ada, own.id))).toBe('not_found')
  })
})
