import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { post, type TestPair } from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import {
  callApi,
  claim,
  codeOf,
  decide,
  giveRole,
  openModeration,
  report,
  undo,
  unmask,
  type Moderation,
} from '../../testing/moderation.ts'
import { createPost, postAsSeenBy } from '../../testing/posts.ts'
import type { TestPerson, TestRelay } from '../../testing/relay.ts'
import {
  createDarkRoom,
  createRoom,
  enterDarkRoom,
  joinRoom,
} from '../../testing/rooms-of-people.ts'
import type { Message } from '../../wire/messages.ts'
import type { ReportDetails } from '../../wire/moderation/moderation.ts'

let relay: TestRelay
let pair: TestPair
let mod: TestPerson
let second: TestPerson
let decided: Moderation['decided']
let newestReport: Moderation['newestReport']
beforeAll(async () => {
  ;({ relay, pair, mod, second, decided, newestReport } = await openModeration())
})
afterAll(() => relay.close())

describe('nobody is judge in their own case', () => {
  test('a report of one’s own is seen, and neither claimed, decided nor taken back', async () => {
    const { id } = await post(pair.ben, pair.id, 'rude')
    await relay.sql`
      insert into conversation_participants (conversation_id, user_id) values (${pair.id}, ${mod.id})`
    expect(codeOf(await report(mod, { message_id: id }))).toBe(200)
    const reportId = await newestReport()
    const seen = (await callApi(mod, 'GET', `/moderation/reports/${reportId}`))
      .body as ReportDetails
    expect(seen.is_own).toBe(true)
    expect(codeOf(await callApi(mod, 'PUT', `/moderation/reports/${reportId}/claim`))).toBe(
      'own_report',
    )
    expect((await callApi(mod, 'POST', '/moderation/reports/claim')).body).toEqual({ report: null })
    // Whoever forges a claim in another way is still refused by the decision itself.
    await relay.sql`
      update reports set claimed_by = ${mod.id}, claimed_until = now() + interval '5 minutes'
      where id = ${reportId}`
    expect(codeOf(await decide(mod, seen, ['suspend']))).toBe('own_report')
    await relay.sql`update reports set claimed_by = null, claimed_until = null where id = ${reportId}`
    const claimed = await claim(second, reportId)
    expect(claimed.is_own).toBe(false)
    expect(codeOf(await decide(second, claimed, ['hide']))).toBe(204)
    const done = (await callApi(second, 'GET', `/moderation/reports/${reportId}`)).body
    expect(codeOf(await undo(mod, done))).toBe('own_report')
    expect(codeOf(await undo(second, done))).toBe(204)
    await relay.sql`
      delete from conversation_participants where conversation_id = ${pair.id} and user_id = ${mod.id}`
  })

  test('an alias is not unmasked by the moderator who reported it, nor by the one behind it', async () => {
    const { id, me } = await createDarkRoom(pair.ada)
    for (const person of [pair.ben, mod]) await enterDarkRoom(person, id)
    const { id: messageId } = await post(pair.ben, id, 'a threat')
    expect(codeOf(await report(mod, { message_id: messageId }))).toBe(200)
    const reportId = await newestReport()
    expect(codeOf(await unmask(mod, reportId))).toBe('own_report')
    expect((await unmask(second, reportId)).body.person).toMatchObject({ id: pair.ben.id })
    await decide(second, await claim(second, reportId), ['dismiss'])

    const own = await post(mod, id, 'of the moderator')
    expect(codeOf(await report(pair.ada, { message_id: own.id }))).toBe(200)
    const about = await newestReport()
    expect(codeOf(await unmask(mod, about))).toBe('not_found')
    // The copies say who said what: by aliases, and never by accounts.
    const { context } = (await callApi(second, 'GET', `/moderation/reports/${about}`))
      .body as ReportDetails
    const names = context.filter(({ kind }) => kind === 'text').map(({ sender }) => sender?.id)
    expect(new Set(names).size).toBe(2)
    for (const { sender } of context) expect(sender?.username ?? '').toBe('')
    const copies = JSON.stringify(context)
    for (const person of [pair.ada, pair.ben, mod]) expect(copies).not.toContain(person.id)
    expect(copies).toContain(me.user_id)
    await decide(second, await claim(second, about), ['dismiss'])
  })

  test('the only moderator never meets a report about themselves, and an administrator decides it', async () => {
    await giveRole(relay, 'member', second)
    const room = await createDarkRoom(pair.ada)
    const alias = (await enterDarkRoom(mod, room.id)).body.me.user_id as string
    for (const target of [
      { user_id: mod.id },
      { user_id: alias },
      { post_id: (await createPost(mod)).id },
    ]) {
      await giveRole(relay, 'member', second)
      expect(codeOf(await report(pair.ada, target))).toBe(200)
      const path = `/moderation/reports/${await newestReport()}`
      const decision = { actions: ['dismiss'], reason: 'x', version: 1 }
      for (const [method, to, body] of [
        ['GET', path],
        ['PUT', `${path}/claim`],
        ['POST', `${path}/actions`, decision],
      ] as const) {
        const answer = await callApi(mod, method, to, body)
        expect([method, codeOf(answer)]).toEqual([method, 'not_found'])
        const ofNothing = await callApi(mod, method, to.replace(/[\w-]{36}/, randomUUID()), body)
        expect(answer.body.error.message).toBe(ofNothing.body.error.message)
      }
      expect((await callApi(mod, 'POST', '/moderation/reports/claim')).body).toEqual({
        report: null,
      })
      for (const state of ['open', 'mine', 'done']) {
        const { items } = (await callApi(mod, 'GET', `/moderation/reports?state=${state}`)).body
        expect(JSON.stringify(items)).not.toContain(path.split('/').at(-1))
      }
      await giveRole(relay, 'admin', second)
      const details = (await callApi(second, 'GET', path)).body as ReportDetails
      expect(codeOf(await decide(second, await claim(second, details.id), ['warn']))).toBe(204)
      const done = (await callApi(second, 'GET', path)).body as ReportDetails
      expect(codeOf(await undo(mod, done))).toBe('conflict')
    }
    await giveRole(relay, 'moderator', second)
  })

  test('looking up has a limit of its own', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => unmask(second, randomUUID())))
    expect(answers.map(codeOf)).toContain('rate_limited')
  })
})

describe('a moderator never undoes what another one did', () => {
  test('a message that two hid stays hidden until both took it back', async () => {
    const { id } = await post(pair.ben, pair.id, 'hidden twice')
    const first = await decided({ message_id: id }, ['hide'])
    const other = await decided({ message_id: id }, ['hide'], { by: second })
    const body = async () =>
      ((await callApi(pair.ada, 'GET', `/messages/${id}`)).body as Message).body
    expect(codeOf(await undo(mod, first))).toBe(204)
    expect(await body()).toBe('')
    expect(codeOf(await undo(second, other))).toBe(204)
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
      expect(codeOf(await undoing)).toBe(204)
      const [restriction] = await relay.sql`
        select coalesce(${column} > now() + interval '1 hour', false) as holds
        from private.restrictions where account_id = ${person.id}`
      expect(restriction).toEqual({ holds: true })
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
    expect(codeOf(await undo(mod, first))).toBe(204)
    expect(codeOf(await joinRoom(pair.ben, room.id))).toBe('forbidden')
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
      expect([target, codeOf(await report(outsider, target))]).toEqual([target, 'not_found'])
    }
    // An alias is no account, and an account no alias.
    for (const [method, path] of [
      ['GET', `/people/${alias}`],
      ['PUT', `/messages/${own.id}/pin`],
      ['GET', `/rooms/${alias}/unmaskings`],
      ['GET', `/posts/${alias}`],
    ] as const) {
      expect([path, codeOf(await callApi(outsider, method, path))]).toEqual([path, 'not_found'])
    }
    expect(
      codeOf(
        await callApi(pair.ada, 'POST', '/conversations', {
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
    expect(codeOf(await unmask(third, about))).toBe('conflict')
    // The role is gone in the middle of a session, with the report still claimed.
    const claimed = await claim(third, about)
    await relay.sql`update profiles set role = 'member' where id = ${third.id}`
    expect(codeOf(await decide(third, claimed, ['delete']))).toBe('forbidden')
    expect(codeOf(await unmask(third, about))).toBe('forbidden')
    expect(codeOf(await postAsSeenBy(pair.ada, own.id))).toBe(200)
  })
})
