import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { startDirect, view } from '../../testing/conversations.ts'
import {
  addPeople,
  changeGroup,
  createGroup,
  removePerson,
  roleOf,
  setRole,
} from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import type { Message } from '../../wire/messages.ts'

type Who = 'owner' | 'admin' | 'member' | 'removed' | 'outsider'

let relay: TestRelay
let people: Record<Who, TestPerson>
let spare: TestPerson
let id: string
beforeAll(async () => {
  relay = await openTestRelay()
  const names: Who[] = ['owner', 'admin', 'member', 'removed', 'outsider']
  const entries = await Promise.all(names.map(async (name) => [name, await relay.person(name)]))
  people = Object.fromEntries(entries) as Record<Who, TestPerson>
  spare = await relay.person('Spare')
})
afterAll(() => relay.close())
beforeEach(async () => {
  const { owner, admin, member, removed } = people
  id = (await createGroup(owner, 'Team', [admin, member, removed])).id
  await setRole(owner, id, admin, 'admin')
  await removePerson(owner, id, removed)
})

const code = ({ status, body }: { status: number; body: { error?: { code: string } } | null }) =>
  body?.error?.code ?? status
const linesOf = async (person: TestPerson) => {
  const { body } = await person.browser.call('GET', `/api/conversations/${id}/messages?limit=100`)
  return (body.items as Message[]).map(({ kind, sender_id, body: text, event }) => {
    expect({ kind, text }).toEqual({ kind: 'system', text: '' })
    return [sender_id, event]
  })
}
const numbers = async () =>
  relay.sql<{ seq: number; ver: number }[]>`
    select seq::int, ver::int from messages where conversation_id = ${id} order by seq`

describe('a new group', () => {
  test('belongs to the person who made it, and each participant sees their own role', async () => {
    const { owner, member } = people
    expect(await view(owner, id)).toMatchObject({
      kind: 'GROUP',
      title: 'Team',
      avatar_url: null,
      unread: 0,
      me: { role: 'owner', muted: false, notify: 'all', draft: null, blocked: false },
    })
    expect(await view(member, id)).toMatchObject({ unread: 0, me: { role: 'member' } })
    const { participants } = await view(member, id)
    expect(participants).toHaveLength(3)
  })

  test.each([
    [{ title: ' ' }],
    [{ title: 'x'.repeat(121) }],
    [{ title: 'a\0' }],
    [{ avatar_url: 'http://plain.example/a.png' }],
    [{ participant_ids: [randomUUID()] }],
    [{ participant_ids: ['nobody'] }],
  ])('is not made with %j', async (over) => {
    const body = { kind: 'GROUP', title: 'Team', ...over }
    const answer = await people.owner.browser.call('POST', '/api/conversations', { body })
    expect(code(answer)).toBe('invalid_request')
  })

  test('may have one person only, and counts a person once', async () => {
    const { owner, member } = people
    const group = await createGroup(owner, 'Alone', [owner, member, member])
    expect(group.participants.map(({ user_id }) => user_id).toSorted()).toEqual(
      [owner.id, member.id].toSorted(),
    )
    expect((await createGroup(owner, 'Mine')).participants).toHaveLength(1)
  })
})

/** Takes the picture away. */
const changePicture = (as: TestPerson, groupId: string) =>
  as.browser.call('PUT', `/api/conversations/${groupId}/picture`, { body: { upload_id: null } })

describe('who may do what', () => {
  const acts: Record<string, (as: TestPerson) => Promise<{ status: number; body: any }>> = {
    rename: (as) => changeGroup(as, id, { title: 'Renamed' }),
    'change the picture': (as) => changePicture(as, id),
    'add a person': (as) => addPeople(as, id, spare),
    'add a removed person': (as) => addPeople(as, id, people.removed),
    'add themselves': (as) => addPeople(as, id, as),
    'make a participant an admin': (as) => setRole(as, id, people.member, 'admin'),
    'hand over': (as) => setRole(as, id, people.member, 'owner'),
    'remove the owner': (as) => removePerson(as, id, people.owner),
    'remove an admin': (as) => removePerson(as, id, people.admin),
    'remove a participant': (as) => removePerson(as, id, people.member),
    'remove a person who is not there': (as) => removePerson(as, id, spare),
  }
  const no = 'forbidden'
  test.each<[string, string | number, string | number, string | number]>([
    ['rename', 200, 200, no],
    ['change the picture', 200, 200, no],
    ['add a person', 200, 200, no],
    ['add a removed person', 200, 200, no],
    ['add themselves', 200, 200, no],
    ['make a participant an admin', 200, no, no],
    ['hand over', 200, no, no],
    ['remove the owner', 204, no, no],
    ['remove an admin', 204, 204, no],
    ['remove a participant', 204, 204, 204],
    ['remove a person who is not there', 'not_found', 'not_found', no],
  ])('%s: owner %s, admin %s, member %s, nobody else', async (act, owner, admin, member) => {
    for (const stranger of ['removed', 'outsider'] as const) {
      expect(code(await acts[act]!(people[stranger]))).toBe('not_found')
    }
    const before = await numbers()
    const made = { owner, admin, member }
    for (const who of ['member', 'admin', 'owner'] as const) {
      if (typeof made[who] !== 'string') continue
      expect(code(await acts[act]!(people[who]))).toBe(made[who])
    }
    // A refused change adds no line to the timeline.
    expect(await numbers()).toEqual(before)
    const allowed = (['member', 'admin', 'owner'] as const).find((who) => made[who] !== no)
    if (allowed !== undefined) expect(code(await acts[act]!(people[allowed]))).toBe(made[allowed])
  })

  test('an owner cannot step down without a new owner, and a DIRECT conversation is no group', async () => {
    const { owner, member } = people
    expect(code(await setRole(owner, id, owner, 'member'))).toBe('invalid_request')
    const direct = await startDirect(owner, member)
    expect(code(await changeGroup(owner, direct.id, { title: 'Us' }))).toBe('forbidden')
    expect(code(await addPeople(owner, direct.id, spare))).toBe('forbidden')
    expect(code(await removePerson(owner, direct.id, owner))).toBe('forbidden')
  })
})

describe('the timeline tells', () => {
  test('each change once, in order and without gaps, and unread for nobody', async () => {
    const { owner, admin, member, removed } = people
    await relay.sql`
      update conversations set avatar_url = 'https://a.example/a.png' where id = ${id}`
    await changeGroup(admin, id, { title: 'Crew' })
    await changePicture(admin, id)
    await changePicture(admin, id)
    await changeGroup(admin, id, { title: 'Crew' })
    await addPeople(owner, id, spare, member)
    await setRole(owner, id, member, 'member')
    await removePerson(member, id, member)
    expect(await linesOf(owner)).toEqual([
      [owner.id, { type: 'created', title: 'Team' }],
      [owner.id, { type: 'role_changed', user_ids: [admin.id], role: 'admin' }],
      [owner.id, { type: 'removed', user_ids: [removed.id] }],
      [admin.id, { type: 'renamed', title: 'Crew' }],
      [admin.id, { type: 'picture_changed' }],
      [owner.id, { type: 'added', user_ids: [spare.id] }],
      [member.id, { type: 'left' }],
    ])
    expect(await numbers()).toEqual(
      Array.from({ length: 7 }, (_, n) => ({ seq: n + 1, ver: n + 1 })),
    )
    expect(await view(admin, id)).toMatchObject({ unread: 0, last_seq: 7, last_ver: 7 })
    const { body } = await admin.browser.call('GET', '/api/conversations?filter=group')
    expect(body.items[0]).toMatchObject({ id, last_message: { kind: 'system', seq: 7 } })
  })
})

describe('leaving', () => {
  test('hands over to the admin who joined first, else to the first member, and the last person leaves an empty group', async () => {
    const { owner, admin, member } = people
    await addPeople(owner, id, spare)
    await setRole(owner, id, spare, 'admin')
    expect((await removePerson(owner, id, owner)).status).toBe(204)
    expect(roleOf(await view(member, id), admin)).toBe('owner')
    await setRole(admin, id, spare, 'member')
    await removePerson(admin, id, admin)
    expect(roleOf(await view(spare, id), member)).toBe('owner')
    await removePerson(member, id, member)
    await removePerson(spare, id, spare)
    const rows = await relay.sql`
      select from conversation_participants where conversation_id = ${id} and left_at is null`
    expect(rows).toHaveLength(0)
  })

  test('handing over makes the former owner an admin', async () => {
    const { owner, member } = people
    const { body } = await setRole(owner, id, member, 'owner')
    expect(roleOf(body, member)).toBe('owner')
    expect(roleOf(body, owner)).toBe('admin')
  })

  test('a group gets a new owner at its next change when the account of its owner was deleted', async () => {
    const founder = await relay.person('Founder')
    const { admin, member } = people
    id = (await createGroup(founder, 'Orphans', [member, admin])).id
    await setRole(founder, id, admin, 'admin')
    await relay.sql`delete from auth.users where id = ${founder.id}`
    expect((await setRole(admin, id, member, 'admin')).status).toBe(200)
    expect((await view(admin, id)).me.role).toBe('owner')
  })

  test('a group whose owner deleted the account has a new owner at once, also among members alone', async () => {
    const founder = await relay.person('Founder')
    const { admin: first, member: second } = people
    id = (await createGroup(founder, 'Orphans', [first])).id
    await addPeople(founder, id, second)
    const { socket, hello } = await first.browser.connect()
    const cursor = (await view(first, id)).last_ver
    await relay.sql`delete from auth.users where id = ${founder.id}`
    const [seen, theirs] = await Promise.all([view(first, id), view(second, id)])
    expect([seen.me.role, theirs.me.role]).toEqual(['owner', 'member'])
    // A page that was open hears of it with the line about the account.
    const answer = await ask(socket, 'sync', { epoch: hello.epoch, cursors: { [id]: cursor } })
    const items = answer.ok ? answer.items : []
    const told = items.find(({ conversation }) => conversation.id === id)
    expect(told?.conversation.me.role).toBe('owner')
    socket.disconnect()
  })
})

describe('at once', () => {
  test('people whom several admins add are stored and announced once', async () => {
    const { owner, admin } = people
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => addPeople(n % 2 ? owner : admin, id, spare)),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    const told = (await linesOf(owner)).filter(([, event]) => (event as any).type === 'added')
    expect(told).toHaveLength(1)
  })

  test('when everybody leaves, there is one owner until the end, and the numbers have no gap', async () => {
    const { owner, admin, member } = people
    const statuses = await Promise.all(
      [owner, admin, member].map(async (one) => (await removePerson(one, id, one)).status),
    )
    expect(statuses).toEqual([204, 204, 204])
    const all = await numbers()
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, n) => n + 1))
    expect(all.map(({ ver }) => ver)).toEqual(all.map((_, n) => n + 1))
  })

  test('leaving and being removed take effect once, with one line', async () => {
    const { owner, member } = people
    const before = await numbers()
    const answers = await Promise.all([
      removePerson(owner, id, member),
      removePerson(member, id, member),
    ])
    expect(new Set(answers.map(code))).toEqual(new Set([204, 'not_found']))
    expect(await numbers()).toHaveLength(before.length + 1)
  })

  test('of two hand-overs by one owner the second is refused', async () => {
    const { owner, admin, member } = people
    const answers = await Promise.all([
      setRole(owner, id, admin, 'owner'),
      setRole(owner, id, member, 'owner'),
    ])
    expect(new Set(answers.map(code))).toEqual(new Set([200, 'forbidden']))
    const { participants } = await view(owner, id)
    expect(participants.filter(({ role }) => role === 'owner')).toHaveLength(1)
  })
})
