import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openGroup, openPair, post, type TestPair } from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import { callApi as call, codeOf as code, decide, giveRole } from '../../testing/moderation.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { uploadFile } from '../../testing/uploads.ts'
import type { Message } from '../../wire/messages.ts'
import type { Report, ReportDetails } from '../../wire/moderation/moderation.ts'

let relay: TestRelay
let pair: TestPair
let mod: TestPerson
let second: TestPerson

beforeAll(async () => {
  relay = await openTestRelay()
  pair = await openPair(relay)
  mod = await relay.person('Mod')
  second = await relay.person('Second')
  await giveRole(relay, 'moderator', mod, second)
})
afterAll(() => relay.close())

const report = (who: TestPerson, target: object, note = '') =>
  call(who, 'POST', '/reports', { reason: 'spam', note, ...target })
const claimNext = async (who = mod) =>
  (await call(who, 'POST', '/moderation/reports/claim')).body.report as Report
const detailsOf = async (id: string) =>
  (await call(mod, 'GET', `/moderation/reports/${id}`)).body as ReportDetails
const decided = async (target: object, actions: string[], seconds?: number) => {
  expect(code(await report(pair.ada, target))).toBe(200)
  const claimed = await claimNext()
  expect(code(await decide(mod, claimed, actions, seconds))).toBe(204)
  return detailsOf(claimed.id)
}
const undo = (who: TestPerson, { actions: [action] }: ReportDetails) =>
  call(who, 'POST', `/moderation/actions/${action!.id}/undo`, { reason: 'A mistake.' })
const tryToWrite = (who: TestPerson, body = 'hello', clientId: string = randomUUID()) =>
  call(who, 'POST', `/conversations/${pair.id}/messages`, { client_id: clientId, body })
const messageFor = async (who: TestPerson, id: string) =>
  (await call(who, 'GET', `/messages/${id}`)).body as Message
const noticesOf = async (who: TestPerson) =>
  (await call(who, 'GET', '/moderation/notices')).body.items as { id: string; action: string }[]

describe('a report', () => {
  test('copies the message and those around it, and an edit changes nothing in it', async () => {
    const bodies = Array.from({ length: 13 }, (_, n) => `line ${n}`)
    const sent: Message[] = []
    for (const body of bodies) sent.push(await post(pair.ben, pair.id, body))
    const bad = sent[6]!
    expect((await report(pair.ada, { message_id: bad.id }, 'again!')).body).toEqual({
      received: true,
    })
    await call(pair.ben, 'PUT', `/messages/${bad.id}`, { body: 'nothing to see' })
    const { id } = await claimNext()
    const { context, notes, subject } = await detailsOf(id)
    expect(context.map(({ body }) => body)).toEqual(bodies.slice(1, 12))
    expect(context.filter(({ reported }) => reported).map(({ body }) => body)).toEqual(['line 6'])
    expect(notes).toMatchObject([{ reason: 'spam', note: 'again!' }])
    expect(subject).toMatchObject({ id: pair.ben.id })
    expect(JSON.stringify(await detailsOf(id))).not.toContain(`"${pair.ada.id}","note`)
    const shown = await detailsOf(id)
    expect(code(await decide(mod, shown, ['dismiss']))).toBe(204)
  })

  test('is one for each message: further reporters are counted, and the same one counts once', async () => {
    const cleo = await relay.person('Cleo')
    const group = await openGroup([pair.ben, pair.ada, cleo])
    const { id } = await post(pair.ben, group.id, 'rude')
    for (const who of [pair.ada, cleo, cleo]) await report(who, { message_id: id })
    const claimed = await claimNext()
    expect(claimed.reporter_count).toBe(2)
    expect(await claimNext()).toBeNull()
    await decide(mod, claimed, ['dismiss'])
  })

  test('is made only by a person who can read the message, and not about oneself', async () => {
    const { id } = await post(pair.ben, pair.id, 'between us')
    expect(code(await report(mod, { message_id: id }))).toBe('not_found')
    expect(code(await report(pair.ben, { message_id: id }))).toBe('not_found')
    expect(code(await report(pair.ben, { user_id: pair.ben.id }))).toBe('invalid_request')
    expect(code(await report(pair.ada, { user_id: randomUUID() }))).toBe('not_found')
    expect(code(await report(pair.ada, {}))).toBe('invalid_request')
    expect(code(await report(pair.ada, { message_id: id, reason: 'boring' }))).toBe(
      'invalid_request',
    )
  })
})

test('only moderators see the queue, and the role is asked at each call', async () => {
  for (const [method, path, body] of [
    ['GET', '/moderation/reports'],
    ['GET', `/moderation/reports/${randomUUID()}`],
    ['POST', '/moderation/reports/claim'],
    ['PUT', `/moderation/reports/${randomUUID()}/claim`],
    ['DELETE', `/moderation/reports/${randomUUID()}/claim`],
    [
      'POST',
      `/moderation/reports/${randomUUID()}/actions`,
      { actions: ['hide'], reason: 'x', version: 1 },
    ],
    ['POST', `/moderation/actions/${randomUUID()}/undo`, { reason: 'x' }],
    ['GET', '/moderation/filters'],
    ['POST', '/moderation/filters', { kind: 'word', value: 'xx', action: 'block' }],
    ['DELETE', `/moderation/filters/${randomUUID()}`],
    ['POST', '/moderation/filters/test', { body: 'x' }],
  ] as const) {
    expect([path, code(await call(pair.ada, method, path, body))]).toEqual([path, 'forbidden'])
  }
  expect(code(await call(mod, 'GET', '/moderation/reports?state=done'))).toBe(200)
  await relay.sql`
    update auth.users set raw_app_meta_data = raw_app_meta_data - 'parley_role' where id = ${mod.id}`
  expect(code(await call(mod, 'GET', '/moderation/reports'))).toBe('forbidden')
  await relay.sql`
    update auth.users set raw_app_meta_data = raw_app_meta_data || '{"parley_role": "moderator"}'
    where id = ${mod.id}`
})

test('two moderators never decide the same report, nor undo the same action', async () => {
  const { id } = await post(pair.ben, pair.id, 'contested')
  await report(pair.ada, { message_id: id })
  const claimed = await claimNext()
  expect(code(await call(second, 'PUT', `/moderation/reports/${claimed.id}/claim`))).toBe(
    'other_moderator',
  )
  expect(code(await decide(second, claimed, ['hide']))).toBe('other_moderator')
  // The claim ran out, and the second moderator took the report. The first one still has its page open.
  await relay.sql`update reports set claimed_until = now() where id = ${claimed.id}`
  expect(code(await decide(mod, claimed, ['hide']))).toBe('other_moderator')
  const taken = await claimNext(second)
  expect(taken.id).toBe(claimed.id)
  expect(code(await decide(mod, { ...claimed, version: taken.version }, ['hide']))).toBe(
    'other_moderator',
  )
  // The second click of one moderator is the same decision. Another decision comes too late.
  const answers = await Promise.all([
    decide(second, taken, ['hide']),
    decide(second, taken, ['hide']),
  ])
  expect(answers.map(code)).toEqual([204, 204])
  expect(code(await decide(second, taken, ['delete']))).toBe('other_moderator')
  const details = await detailsOf(claimed.id)
  expect(details.actions.map(({ action }) => action)).toEqual(['hide'])
  const undone = await Promise.all([undo(mod, details), undo(second, details)])
  expect(new Set(undone.map(code))).toEqual(new Set([204, 'other_moderator']))
  expect((await messageFor(pair.ada, id)).body).toBe('contested')
})

test('a hidden message is hidden for everybody at once, and comes back as it was', async () => {
  const message = await post(pair.ben, pair.id, 'hide me')
  const { socket } = await pair.ada.browser.connect()
  const seen: Message[] = []
  socket.on('message:edited', ({ messages }) => seen.push(...messages))
  const details = await decided({ message_id: message.id }, ['hide'])
  await eventually('the other tab hears of it', () => seen.length > 0)
  expect(seen[0]).toMatchObject({ id: message.id, body: '', hidden_at: expect.any(String) })
  expect(code(await call(pair.ben, 'PUT', `/messages/${message.id}`, { body: 'x' }))).toBe(
    'conflict',
  )
  expect((await noticesOf(pair.ben)).map(({ action }) => action)).toEqual(['hide'])
  expect(details.context.find(({ reported }) => reported)?.body).toBe('hide me')
  expect([code(await undo(second, details)), code(await undo(second, details))]).toEqual([204, 204])
  expect(code(await undo(mod, details))).toBe('other_moderator')
  expect(await messageFor(pair.ada, message.id)).toMatchObject({ body: 'hide me', hidden_at: null })
  expect(await noticesOf(pair.ben)).toEqual([])
  socket.disconnect()
  const log = await relay.sql`
    select action, actor_id, details from audit_log where subject_id = ${pair.ben.id}
      and action like 'moderation_hide%' order by id desc limit 2`
  expect([...log]).toEqual([
    { action: 'moderation_hide_undone', actor_id: second.id, details: 'A mistake.' },
    { action: 'moderation_hide', actor_id: mod.id, details: 'Against the rules.' },
  ])
})

test('the actions of one decision are listed in their order, and later the newest first', async () => {
  const person = await relay.person('Loud')
  const chosen = ['warn', 'mute', 'suspend']
  const details = await decided({ user_id: person.id }, chosen, 60)
  expect(details.actions.map(({ action }) => action)).toEqual(chosen)
  const { earlier_actions: earlier } = await decided({ user_id: person.id }, ['dismiss'])
  expect(earlier.map(({ action }) => action)).toEqual(chosen.toReversed())
})

test('an action and its line in the audit log are one transaction', async () => {
  const { id } = await post(pair.ben, pair.id, 'stays')
  await report(pair.ada, { message_id: id })
  const claimed = await claimNext()
  await relay.sql`
    alter table audit_log add constraint nothing_moderated check (action not like 'moderation%') not valid`
  expect(code(await decide(mod, claimed, ['delete']))).toBe('internal')
  await relay.sql`alter table audit_log drop constraint nothing_moderated`
  expect((await messageFor(pair.ada, id)).body).toBe('stays')
  expect(code(await decide(mod, claimed, ['delete', 'warn']))).toBe(204)
  expect((await messageFor(pair.ada, id)).deleted_at).not.toBeNull()
  const notices = await noticesOf(pair.ben)
  expect(notices.map(({ action }) => action).sort()).toEqual(['delete', 'warn'])
  // A notice is confirmed by whom it was sent to, and by nobody else.
  const theirs = `/moderation/notices/${notices[0]!.id}/read`
  expect(code(await call(pair.ada, 'PUT', theirs))).toBe('not_found')
  for (const notice of [...notices, ...notices]) {
    const read = `/moderation/notices/${notice.id}/read`
    expect(code(await call(pair.ben, 'PUT', read))).toBe(204)
  }
  expect(await noticesOf(pair.ben)).toEqual([])
})

test('a muted person reads and does not write; the appeal is one, and gives the voice back', async () => {
  const message = await post(pair.ben, pair.id, 'loud')
  await decided({ message_id: message.id }, ['mute'], 600)
  expect(await tryToWrite(pair.ben)).toMatchObject({
    status: 403,
    body: { error: { code: 'muted', retry_after: expect.any(Number) } },
  })
  expect(code(await call(pair.ben, 'PUT', `/messages/${message.id}`, { body: 'x' }))).toBe('muted')
  expect(code(await call(pair.ben, 'PUT', '/profile', { display_name: 'Still here' }))).toBe(
    'muted',
  )
  const picture = { upload_id: randomUUID() }
  expect(code(await call(pair.ben, 'PUT', '/profile/picture', picture))).toBe('muted')
  expect(code(await call(pair.ben, 'PUT', '/profile/picture', { upload_id: null }))).toBe(200)
  expect(code(await tryToWrite(pair.ada))).toBe(201)
  expect(code(await call(pair.ben, 'GET', `/conversations/${pair.id}/messages`))).toBe(200)
  const [notice] = await noticesOf(pair.ben)
  const appeal = (text = 'Sorry.') =>
    call(pair.ben, 'POST', `/moderation/notices/${notice!.id}/appeal`, { text })
  expect([code(await appeal()), code(await appeal())]).toEqual([204, 204])
  expect(code(await appeal('Again.'))).toBe('not_found')
  const claimed = await claimNext(second)
  const details = (await call(second, 'GET', `/moderation/reports/${claimed.id}`)).body
  expect(details).toMatchObject({ kind: 'appeal', text: 'Sorry.', appealed: { action: 'mute' } })
  expect(code(await decide(second, claimed, ['release']))).toBe(204)
  expect(code(await tryToWrite(pair.ben))).toBe(201)
})

test('a suspension ends every session, and the sign-in is refused with its own code', async () => {
  const dora = await relay.person('Dora')
  const { socket } = await dora.browser.connect()
  const reasons: string[] = []
  socket.on('session:ended', ({ reason }) => reasons.push(reason))
  const details = await decided({ user_id: dora.id }, ['suspend'])
  await eventually('the socket is closed', () => !socket.connected)
  expect(reasons).toEqual(['suspended'])
  expect(code(await call(dora, 'GET', '/auth/session'))).toBe('session_ended')
  const again = await relay.auth.signIn(dora.email)
  const browser = relay.browser()
  expect(code(await browser.bridge(again.access_token))).toBe('suspended')
  const ask = (body: object) =>
    browser.call('POST', '/api/moderation/suspension', {
      body,
      headers: { authorization: `Bearer ${again.access_token}` },
    })
  const factor = await relay.sql`
    insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
    values (gen_random_uuid(), ${dora.id}, 'totp', 'verified', now(), now()) returning id`
  expect(code(await ask({ text: 'A thief has only the password.' }))).toBe('second_factor_needed')
  await relay.sql`delete from auth.mfa_factors where id = ${factor[0]!.id}`
  expect((await ask({})).body).toMatchObject({
    notice: { action: 'suspend', reason: 'Against the rules.', may_appeal: true, ends_at: null },
  })
  expect((await ask({ text: 'It was not me.' })).body.notice.may_appeal).toBe(false)
  expect((await ask({ text: 'It was not me.' })).body.notice.may_appeal).toBe(false)
  expect(code(await ask({ text: 'Again.' }))).toBe('not_found')
  expect(code(await undo(mod, details))).toBe(204)
  expect(code(await ask({}))).toBe('not_found')
  expect(code(await browser.bridge(again.access_token))).toBe(201)
  await decide(mod, await claimNext(), ['dismiss'])
})

test('of two suspensions the one that ends last is told', async () => {
  const eve = await relay.person('Eve')
  for (const seconds of [7_200, 3_600]) await decided({ user_id: eve.id }, ['suspend'], seconds)
  const { access_token: token } = await relay.auth.signIn(eve.email)
  const { body } = await relay.browser().call('POST', '/api/moderation/suspension', {
    ...{ body: {}, headers: { authorization: `Bearer ${token}` } },
  })
  const hours = (Date.parse(body.notice.ends_at) - Date.now()) / 3_600_000
  expect(Math.round(hours)).toBe(2)
})

test('a claimed report is among those of its moderator until the claim is over', async () => {
  const { id: messageId } = await post(pair.ben, pair.id, 'claimed')
  await report(pair.ada, { message_id: messageId })
  const listed = async (who: TestPerson, state: string) =>
    (await call(who, 'GET', `/moderation/reports?state=${state}`)).body.items as Report[]
  const idsOf = async (who: TestPerson) => (await listed(who, 'mine')).map(({ id }) => id)
  const claimed = await claimNext()
  expect(claimed.claimed_by?.id).toBe(mod.id)
  expect([await idsOf(mod), await idsOf(second)]).toEqual([[claimed.id], []])
  await relay.sql`update reports set claimed_until = now() where id = ${claimed.id}`
  expect(await idsOf(mod)).toEqual([])
  expect((await detailsOf(claimed.id)).claimed_by).toBeNull()
  const taken = await claimNext(second)
  expect(code(await decide(second, taken, ['dismiss']))).toBe(204)
  expect(await idsOf(second)).toEqual([])
  expect((await listed(mod, 'done'))[0]).toMatchObject({
    id: taken.id,
    claimed_by: { id: second.id },
  })
})

test('removed from a group, a person cannot go on', async () => {
  const group = await openGroup([pair.ada, pair.ben])
  const { id } = await post(pair.ben, group.id, 'out')
  await decided({ message_id: id }, ['remove'])
  expect(code(await call(pair.ben, 'GET', `/conversations/${group.id}`))).toBe('not_found')
})

describe('filters', () => {
  const add = (value: string, action: string, kind = 'word') =>
    call(mod, 'POST', '/moderation/filters', { kind, value, action })

  test('block a message, and keep one for review until a moderator releases it', async () => {
    const blocked = (await add('Evil.Example', 'block', 'link')).body
    const kept = (await add('casino', 'review')).body
    const met = await call(mod, 'POST', '/moderation/filters/test', { body: 'A CASINO' })
    expect(met.body.items).toEqual([kept])
    expect(code(await tryToWrite(pair.ben, 'see https://www.evil.example/x'))).toBe('filtered')
    const old = await post(pair.ben, pair.id, 'fine')
    expect(code(await call(pair.ben, 'PUT', `/messages/${old.id}`, { body: 'casino' }))).toBe(
      'filtered',
    )
    const [first, other] = [randomUUID(), randomUUID()]
    for (const one of [first, first, other]) {
      expect(code(await tryToWrite(pair.ben, 'my casino', one))).toBe('in_review')
    }
    const [one, two] = [await claimNext(), await claimNext()]
    expect((await detailsOf(one.id)).text).toBe('my casino')
    expect(code(await decide(mod, one, ['release']))).toBe(204)
    expect(code(await decide(mod, two, ['dismiss']))).toBe(204)
    expect(await tryToWrite(pair.ben, 'my casino', first)).toMatchObject({
      status: 200,
      body: { body: 'my casino' },
    })
    expect(code(await tryToWrite(pair.ben, 'my casino', other))).toBe('filtered')
    // Each twice, as after a lost answer.
    for (const { id } of [blocked, kept, kept, blocked]) {
      expect(code(await call(mod, 'DELETE', `/moderation/filters/${id}`))).toBe(204)
    }
    const noted = await relay.sql`
      select details from audit_log where action = 'moderation_filter_removed' order by id`
    expect(noted.map(({ details }) => details)).toEqual(['evil.example', 'casino'])
    expect(code(await tryToWrite(pair.ben, 'my casino'))).toBe(201)
  })

  test('judge a text also as the page shows it', async () => {
    const kept = [(await add('casino', 'block')).body, (await add('poker', 'review')).body]
    const file = await uploadFile(pair.ben, Buffer.from('text'), 'plain.txt')
    const hidden = 'my **cas**ino'
    expect(code(await tryToWrite(pair.ben, hidden))).toBe('filtered')
    expect(code(await tryToWrite(pair.ben, 'cas[i](https://site.example)no'))).toBe('filtered')
    expect(code(await tryToWrite(pair.ben, 'cas_i_no and **bold**'))).toBe(201)
    const answers = await Promise.all(
      ['fine', hidden, 'po`k`er', 'two\nlines'].map((body) => tryToWrite(pair.ben, body)),
    )
    expect(answers.map(code)).toEqual([201, 'filtered', 'in_review', 201])
    expect(code(await decide(mod, await claimNext(), ['dismiss']))).toBe(204)
    const old = await post(pair.ben, pair.id, 'fine')
    const edited = await call(pair.ben, 'PUT', `/messages/${old.id}`, { body: hidden })
    expect(code(edited)).toBe('filtered')
    const captioned = await call(pair.ben, 'POST', `/conversations/${pair.id}/messages`, {
      ...{ client_id: randomUUID(), body: hidden, files: [{ id: file.id }] },
    })
    expect(code(captioned)).toBe('filtered')
    const met = await call(mod, 'POST', '/moderation/filters/test', { body: hidden })
    expect(met.body.items).toEqual([kept[0]])
    for (const { id } of kept) await call(mod, 'DELETE', `/moderation/filters/${id}`)
  })

  test('judge what others read beside a message: names of files and people, and descriptions', async () => {
    const { body: filter } = await add('roulette', 'review')
    const { body: domain } = await add('txt', 'block', 'link')
    const [plain, named] = await Promise.all(
      ['plain.txt', 'win-ROULETTE.txt'].map((name) =>
        uploadFile(pair.ben, Buffer.from('text'), name),
      ),
    )
    const write = (id: string, alt?: string) =>
      call(pair.ben, 'POST', `/conversations/${pair.id}/messages`, {
        ...{ client_id: randomUUID(), body: '', files: [{ id, ...(alt && { alt }) }] },
      })
    expect(code(await write(named!.id))).toBe('filtered')
    expect(code(await write(plain!.id, 'Play roulette'))).toBe('filtered')
    expect(code(await write(plain!.id, 'See win.txt'))).toBe('filtered')
    expect(code(await write(plain!.id, 'A text'))).toBe(201)
    await call(mod, 'DELETE', `/moderation/filters/${domain.id}`)
    const rename = (face: object) => call(pair.ben, 'PUT', '/profile', face)
    expect(code(await rename({ display_name: 'Roulette here' }))).toBe('filtered')
    expect(code(await rename({ username: 'best.roulette' }))).toBe('filtered')
    expect(code(await rename({ show_presence: true }))).toBe(200)
    await call(mod, 'DELETE', `/moderation/filters/${filter.id}`)
    expect(code(await write(named!.id))).toBe(201)
  })

  test('judge the files of a message that waited, unless a moderator released these very files', async () => {
    const filters = [(await add('casino', 'review')).body, (await add('roulette', 'block')).body]
    const [plain, named] = await Promise.all(
      ['plain.txt', 'win-ROULETTE.txt'].map(async (name) => ({
        id: (await uploadFile(pair.ben, Buffer.from('text'), name)).id,
      })),
    )
    const write = async (client_id: string, body: string, files: object[]) =>
      code(
        await call(pair.ben, 'POST', `/conversations/${pair.id}/messages`, {
          ...{ client_id, body, ...(files.length > 0 && { files }) },
        }),
      )
    const waited = async (action: string, files: object[]) => {
      const client_id = randomUUID()
      expect(await write(client_id, 'my casino', files)).toBe('in_review')
      expect(code(await decide(mod, await claimNext(), [action]))).toBe(204)
      return client_id
    }
    const dismissed = await waited('dismiss', [])
    expect(await write(dismissed, 'hello', [named!])).toBe('filtered')
    // The message is not there any more, so that the same client_id is a new one.
    const released = await waited('release', [])
    await relay.sql`
      delete from messages where client_id = ${released} and conversation_id = ${pair.id}`
    expect(await write(released, 'my casino', [named!])).toBe('filtered')
    const seen = await waited('release', [named!])
    expect(await write(seen, 'my casino', [named!])).toBe(200)
    expect(await write(dismissed, 'hello', [plain!])).toBe(201)
    for (const { id } of filters) await call(mod, 'DELETE', `/moderation/filters/${id}`)
  })

  test('that is sent again after a lost answer, or by a second click, is one, and is noted once', async () => {
    const noted = () => relay.sql`
      select from public.audit_log where action = 'moderation_filter_added' and details = 'jackpot'`
    const [first, second] = await Promise.all([add('jackpot', 'block'), add('Jackpot', 'block')])
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.body).toEqual(first.body)
    expect(await noted()).toHaveLength(1)
    // The last free place is taken, which is no reason to refuse what is there already.
    await relay.sql`
      insert into private.message_filters (kind, value, action)
      select 'word', 'filler ' || n, 'block' from generate_series(1, 499) n`
    expect((await add('jackpot', 'block')).body).toEqual(first.body)
    expect(await noted()).toHaveLength(1)
    expect((await add('jackpot', 'review')).body).toEqual({ ...first.body, action: 'review' })
    expect(await noted()).toHaveLength(2)
    expect(code(await add('one more', 'block'))).toBe('conflict')
    await relay.sql`delete from private.message_filters where value like 'filler %'`
    await call(mod, 'DELETE', `/moderation/filters/${first.body.id}`)
  })
})

test('a new account writes so many messages in its first day', async () => {
  const fred = await relay.person('Fred')
  const id = (
    await call(fred, 'POST', '/conversations', { kind: 'DIRECT', participant_ids: [mod.id] })
  ).body.id as string
  await relay.sql`update private.installation set new_account_messages = 2`
  const write = () =>
    call(fred, 'POST', `/conversations/${id}/messages`, { client_id: randomUUID(), body: 'hi' })
  const codes = [await write(), await write(), await write()].map(code)
  expect(codes).toEqual([201, 201, 'new_account'])
  await relay.sql`update auth.users set created_at = now() - interval '2 days' where id = ${fred.id}`
  expect(code(await write())).toBe(201)
  await relay.sql`update private.installation set new_account_messages = null`
})

test('a person reports so often a minute', async () => {
  const gail = await relay.person('Gail')
  const answers = await Promise.all(
    Array.from({ length: 21 }, () => report(gail, { message_id: randomUUID() })),
  )
  expect(answers.map(code).filter((one) => one === 'rate_limited')).toHaveLength(1)
})

test('a muted person and a filtered text reach others in no other way either', async () => {
  const person = await relay.person('Loud')
  const other = await relay.person('Other')
  const group = await openGroup([person, other])
  const own = (await call(person, 'POST', '/posts', { title: 'Bicycle', body: 'Blue' })).body
  const room = (await call(person, 'POST', '/rooms', { title: `Room ${randomUUID()}` })).body
  const { id } = await post(other, group.id, 'hello')
  const ways = (text: string) =>
    [
      ['POST', '/posts', { title: text, body: '' }],
      ['PATCH', `/posts/${own.id}`, { body: text }],
      ['POST', '/rooms', { title: text }],
      ['PATCH', `/rooms/${room.id}`, { topic: text }],
      ['POST', '/conversations', { kind: 'GROUP', title: text, participant_ids: [other.id] }],
      ['PATCH', `/conversations/${group.id}`, { title: text }],
    ] as const
  const answersTo = async (calls: readonly (readonly [string, string, object?])[]) =>
    Promise.all(
      calls.map(async ([method, path, body]) => code(await call(person, method, path, body))),
    )
  const filter = async (value: string, action: string) =>
    (await call(mod, 'POST', '/moderation/filters', { kind: 'word', value, action })).body.id
  const filterIds = [await filter('casino', 'review'), await filter('roulette', 'block')]
  // A post waits for its moderator on the board. Nothing else can wait, so it is refused.
  const elsewhere = ways('The best casino').filter(([, path]) => !path.startsWith('/posts'))
  for (const calls of [elsewhere, ways('The best roulette')]) {
    expect(new Set(await answersTo(calls))).toEqual(new Set(['filtered']))
  }
  for (const id of filterIds) await call(mod, 'DELETE', `/moderation/filters/${id}`)
  await decided({ user_id: person.id }, ['mute'], 600)
  const quiet = [
    ['PUT', `/messages/${id}/reactions/${encodeURIComponent('👍')}`],
    ['PUT', `/messages/${id}/pin`],
  ] as const
  expect(new Set(await answersTo([...ways('Hello'), ...quiet]))).toEqual(new Set(['muted']))
  expect(code(await call(person, 'PATCH', `/posts/${own.id}`, { closed: true }))).toBe(200)
})

test('the posts of a suspended person are not there, and come back with their author', async () => {
  const person = await relay.person('Seller')
  const { id } = (await call(person, 'POST', '/posts', { title: `Lamp ${randomUUID()}`, body: '' }))
    .body
  const details = await decided({ user_id: person.id }, ['suspend'])
  const seen = async () => {
    const [board, one, start] = await Promise.all([
      call(pair.ada, 'GET', '/posts'),
      call(pair.ada, 'GET', `/posts/${id}`),
      call(pair.ada, 'POST', '/conversations', { kind: 'POST_LINKED', post_id: id }),
    ])
    return [JSON.stringify(board.body).includes(id), code(one), code(start)]
  }
  expect(await seen()).toEqual([false, 'not_found', 'not_found'])
  expect(code(await undo(mod, details))).toBe(204)
  expect(await seen()).toEqual([true, 200, 201])
})
