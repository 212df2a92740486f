import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { post, startDirect } from '../../testing/conversations.ts'
import { addPeople, changeGroup, createGroup, removePerson, setRole } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { createDarkRoom, createRoom } from '../../testing/rooms-of-people.ts'
import { watch } from '../../testing/watch.ts'
import type { MadeInvitation } from '../../wire/invitations/invitations.ts'
import { deleteEndedInvitations } from '../upkeep/invitations.ts'

/** Ada owns a group, and Ben is an admin of it. Everybody else comes by a link. */
let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
let groupId: string
beforeAll(async () => {
  relay = await openTestRelay()
  ;[ada, ben] = await Promise.all([relay.person('Ada'), relay.person('Ben')])
})
afterAll(() => relay.close())
beforeEach(async () => {
  groupId = (await createGroup(ada, 'Garden', [ben])).id
  await setRole(ada, groupId, ben, 'admin')
})

const call = (person: TestPerson, method: string, path: string, body?: object) =>
  person.browser.call(method, `/api${path}`, body === undefined ? {} : { body })
const forever = { days: null, max_uses: null }
const ofGroup = () => `/conversations/${groupId}/invitations`

async function invite(person: TestPerson, path: string, draft: object = forever) {
  const { status, body } = await call(person, 'POST', path, draft)
  if (status !== 201) throw new Error(`no invitation: ${status}`)
  return body as MadeInvitation
}
const open = (person: TestPerson, { token }: { token: string }, accept = true) =>
  call(person, 'POST', '/invitations/open', { token, accept })
const look = (token: string) =>
  relay.browser().call('POST', '/api/invitations/look', { body: { token } })
const usesOf = async ({ invitation }: MadeInvitation) => {
  const [row] = await relay.sql`select uses from private.invitations where id = ${invitation.id}`
  return Number(row?.uses)
}
const code = ({ status, body }: Awaited<ReturnType<typeof open>>) =>
  body?.error?.code ?? (body?.conversation ? 'inside' : status)

/** A link that never existed. Every link that nobody may use must get the same answer. */
async function expectNoTrace(person: TestPerson, made: { token: string }) {
  const unknown = { token: 'AAAAAAAAAAAAAAAAAAAAAA' }
  const bare = ({ status, body }: Awaited<ReturnType<typeof open>>) => ({
    status,
    error: { ...body.error, request_id: '' },
  })
  expect(bare(await open(person, made))).toEqual(bare(await open(person, unknown)))
  expect(bare(await open(person, made, false))).toEqual(bare(await open(person, unknown, false)))
  expect(code(await open(person, made))).toBe('not_found')
}

describe('a link to a group', () => {
  test('tells a stranger two names, and lets whoever signs in join', async () => {
    const made = await invite(ben, ofGroup(), { days: 7, max_uses: 10 })
    expect(made).toMatchObject({
      invitation: { inviter: { id: ben.id }, conversation_id: groupId, max_uses: 10, uses: 0 },
    })
    expect((await look(made.token)).body).toEqual({ inviter: 'Ben', title: 'Garden' })
    const cleo = await relay.person('Cleo')
    const { socket } = await ada.browser.connect()
    const lines = watch(socket, 'message:new')
    expect((await open(cleo, made, false)).body).toEqual({
      ...{ inviter: 'Ben', title: 'Garden', is_own: false, conversation: null },
    })
    expect((await call(cleo, 'GET', `/conversations/${groupId}`)).status).toBe(404)

    const { body } = await open(cleo, made)
    expect(body).toMatchObject({ conversation: { id: groupId, me: { role: 'member' } } })
    await lines.until((all) => all.length === 1)
    expect(lines.pushes[0]?.messages[0]).toMatchObject({
      ...{ sender_id: cleo.id, event: { type: 'joined' } },
    })
    socket.disconnect()
    // Earlier messages stay with those who were there, as for everybody who is added.
    const { body: history } = await call(cleo, 'GET', `/conversations/${groupId}/messages`)
    expect(history.items).toHaveLength(1)

    // The answer was lost, and the page tries again. Meanwhile the link was taken up, or has ended.
    await relay.sql`update private.invitations set max_uses = 1, ends_at = now()`
    expect(code(await open(cleo, made))).toBe('inside')
    expect(await usesOf(made)).toBe(1)
    expect(code(await open(ada, made))).toBe('inside')
    const log = await relay.sql`
      select action, subject_id, actor_id from audit_log where details = ${made.invitation.id} order by id`
    expect([...log]).toEqual([
      { action: 'invitation_made', subject_id: ben.id, actor_id: ben.id },
      { action: 'invitation_accepted', subject_id: cleo.id, actor_id: ben.id },
    ])
  })

  test('has a token that the database does not contain', async () => {
    const { token, invitation } = await invite(ada, ofGroup())
    expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16)
    const [row] = await relay.sql`
      select i::text as stored from private.invitations i where id = ${invitation.id}`
    expect(row?.stored).not.toContain(token)
    const { body } = await call(ben, 'GET', ofGroup())
    expect(JSON.stringify(body)).not.toContain(token)
    expect(body.items).toEqual([invitation])
  })

  test('gives its last use to only one of two people who come at once, and counts nobody twice', async () => {
    const made = await invite(ada, ofGroup(), { days: null, max_uses: 1 })
    const people = await Promise.all(['Cleo', 'Dan', 'Eve'].map((name) => relay.person(name)))
    const answers = await Promise.all(people.flatMap((one) => [open(one, made), open(one, made)]))
    const inside = people.filter((_, n) => code(answers[2 * n]!) === 'inside')
    expect(inside).toHaveLength(1)
    for (const [n, person] of people.entries()) {
      expect(code(answers[2 * n + 1]!)).toBe(person === inside[0] ? 'inside' : 'not_found')
    }
    expect(await usesOf(made)).toBe(1)

    // A person who left comes back without another use.
    await removePerson(inside[0]!, groupId, inside[0]!)
    expect(code(await open(inside[0]!, made))).toBe('inside')
    expect(await usesOf(made)).toBe(1)
  })

  test('gets the answer of an unknown link when it has ended, is used up or was revoked', async () => {
    const cleo = await relay.person('Cleo')
    const [ended, used, revoked] = await Promise.all([1, 2, 3].map(() => invite(ada, ofGroup())))
    await relay.sql`update private.invitations set ends_at = now() where id = ${ended!.invitation.id}`
    await relay.sql`update private.invitations set max_uses = 1, uses = 1 where id = ${used!.invitation.id}`
    const remove = () => call(ben, 'DELETE', `/invitations/${revoked!.invitation.id}`)
    expect((await remove()).status).toBe(204)
    expect(code(await remove())).toBe('not_found')
    const unknown = (await look('x')).body.error.message
    for (const made of [ended!, used!, revoked!]) {
      await expectNoTrace(cleo, made)
      const { status, body } = await look(made.token)
      expect([status, body.error.code, body.error.message]).toEqual([404, 'not_found', unknown])
    }
    await relay.sql`update private.invitations set ends_at = now() - interval '2 days' where id = ${ended!.invitation.id}`
    expect(await deleteEndedInvitations(relay.sql as never, 10)).toBe(1)
  })

  test('is made, seen and revoked by those who may add people, and by nobody else', async () => {
    const cleo = await relay.person('Cleo')
    await addPeople(ada, groupId, cleo)
    const made = await invite(ada, ofGroup())
    expect(code(await call(cleo, 'POST', ofGroup(), forever))).toBe('forbidden')
    expect(code(await call(cleo, 'GET', ofGroup()))).toBe('forbidden')
    expect(code(await call(cleo, 'DELETE', `/invitations/${made.invitation.id}`))).toBe('not_found')
    for (const room of [await createRoom(ada), await createDarkRoom(ada)]) {
      const refused = await call(ada, 'POST', `/conversations/${room.id}/invitations`, forever)
      expect(['forbidden', 'not_found']).toContain(code(refused))
    }
    const pair = await startDirect(ada, ben)
    const refused = await call(ada, 'POST', `/conversations/${pair.id}/invitations`, forever)
    expect(code(refused)).toBe('forbidden')
  })

  test.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    [
      'was demoted',
      () => setRole(ada, groupId, ben, 'member'),
      () => setRole(ada, groupId, ben, 'admin'),
    ],
    ['was removed', () => removePerson(ada, groupId, ben), () => addPeople(ada, groupId, ben)],
    ['left', () => removePerson(ben, groupId, ben), () => addPeople(ada, groupId, ben)],
  ])('ends when the inviter %s, and stays ended when they are back', async (_, away, back) => {
    const cleo = await relay.person('Cleo')
    const made = await invite(ben, ofGroup())
    const others = await invite(ada, ofGroup())
    await away()
    await expectNoTrace(cleo, made)
    await back()
    await setRole(ada, groupId, ben, 'admin')
    await expectNoTrace(cleo, made)
    expect(code(await open(cleo, others))).toBe('inside')
  })

  test('does not work while the inviter is suspended, and ends with their account', async () => {
    const cleo = await relay.person('Cleo')
    const gone = await relay.person('Gone')
    await addPeople(ada, groupId, gone)
    await setRole(ada, groupId, gone, 'admin')
    const made = await invite(gone, ofGroup())
    const restrict = (until: string) => relay.sql`
      insert into private.restrictions (account_id, suspended_until)
      values (${gone.id}, ${until}::text::timestamptz)
      on conflict (account_id) do update set suspended_until = excluded.suspended_until`
    await restrict('infinity')
    await expectNoTrace(cleo, made)
    expect((await look(made.token)).status).toBe(404)
    await restrict('-infinity')
    expect((await look(made.token)).status).toBe(200)
    await relay.sql`delete from auth.users where id = ${gone.id}`
    await expectNoTrace(cleo, made)
  })

  test('does not bring a removed person back before somebody adds them', async () => {
    const cleo = await relay.person('Cleo')
    const made = await invite(ada, ofGroup())
    await open(cleo, made)
    await removePerson(ben, groupId, cleo)
    expect(code(await open(cleo, made))).toBe('was_removed')
    expect(code(await open(cleo, await invite(ben, ofGroup())))).toBe('was_removed')
    await addPeople(ada, groupId, cleo)
    await removePerson(cleo, groupId, cleo)
    expect(code(await open(cleo, made))).toBe('inside')
  })

  test('does not reveal a block by the inviter, and says that the group is full', async () => {
    const [cleo, dan] = [await relay.person('Cleo'), await relay.person('Dan')]
    const made = await invite(ada, ofGroup())
    await call(ada, 'PUT', `/people/${cleo.id}/block`)
    await call(dan, 'PUT', `/people/${ada.id}/block`)
    await expectNoTrace(cleo, made)
    // Dan has blocked the inviter himself, and may still come.
    expect(code(await open(dan, made, false))).toBe(200)
    await relay.sql`update conversations set participant_count = 1000 where id = ${groupId}`
    expect(code(await open(dan, made))).toBe('conversation_full')
    await relay.sql`update conversations set participant_count = 2 where id = ${groupId}`
    expect(code(await open(dan, made))).toBe('inside')
  })

  test('shows the name that the group has now', async () => {
    const made = await invite(ada, ofGroup())
    await changeGroup(ada, groupId, { title: 'Orchard' })
    expect((await look(made.token)).body.title).toBe('Orchard')
  })
})

describe('a link to a person', () => {
  test('begins one conversation with everybody who comes', async () => {
    const [cleo, dan] = [await relay.person('Cleo'), await relay.person('Dan')]
    const made = await invite(cleo, '/invitations', { days: 1, max_uses: 1 })
    expect((await look(made.token)).body).toEqual({ inviter: 'Cleo', title: null })
    expect((await open(cleo, made)).body).toMatchObject({ is_own: true, conversation: null })
    const { socket } = await cleo.browser.connect()
    const news = watch(socket, 'conversation:new')
    const answers = await Promise.all([open(dan, made), open(dan, made)])
    const ids = answers.map(({ body }) => body.conversation.id)
    expect(new Set(ids).size).toBe(1)
    // Cleo sees the conversation when its first message comes, as in every conversation of two people.
    expect(news.pushes).toEqual([])
    await post(dan, ids[0], 'Hello')
    await news.until((all) => all.length === 1)
    socket.disconnect()
    expect(await usesOf(made)).toBe(1)
    // The link is used up for everybody else. Dan still comes to the conversation.
    expect(code(await open(dan, made))).toBe('inside')
    await expectNoTrace(await relay.person('Eve'), made)
    const { body } = await call(cleo, 'GET', '/invitations')
    expect(body.items).toMatchObject([{ id: made.invitation.id, uses: 1 }])
    expect((await call(ada, 'GET', '/invitations')).body.items).toEqual([])
    expect(code(await call(dan, 'DELETE', `/invitations/${made.invitation.id}`))).toBe('not_found')
  })

  test('is not used up by a person who already has the conversation', async () => {
    const [cleo, dan] = [await relay.person('Cleo'), await relay.person('Dan')]
    const before = await startDirect(cleo, dan)
    const made = await invite(cleo, '/invitations')
    expect((await open(dan, made, false)).body.conversation.id).toBe(before.id)
    expect(await usesOf(made)).toBe(0)
  })

  test('does not reveal a block by the inviter, and names a block of one’s own', async () => {
    const [cleo, dan, eve] = await Promise.all(
      ['Cleo', 'Dan', 'Eve'].map((name) => relay.person(name)),
    )
    const made = await invite(cleo!, '/invitations')
    await call(cleo!, 'PUT', `/people/${dan!.id}/block`)
    await call(eve!, 'PUT', `/people/${cleo!.id}/block`)
    await expectNoTrace(dan!, made)
    expect(code(await open(eve!, made))).toBe('forbidden')
    expect(await usesOf(made)).toBe(0)
  })

  test('counts as the number of people who may use it, which is limited for a new account', async () => {
    const cleo = await relay.person('Cleo')
    await relay.sql`update private.installation set new_account_invitations = 5`
    const make = (max_uses: number | null) =>
      call(cleo, 'POST', '/invitations', { days: 7, max_uses })
    expect(code(await make(null))).toBe('new_account')
    expect(code(await make(5))).toBe(201)
    expect(code(await make(1))).toBe('new_account')
    await relay.sql`update private.installation set new_account_invitations = null`
    await relay.sql`
      insert into private.invitations (token_hash, inviter_id)
      select sha256(n::text::bytea), ${cleo.id} from generate_series(1, 48) n`
    const last = await Promise.all([make(1), make(1)])
    expect(last.map((answer) => String(code(answer))).toSorted()).toEqual([
      '201',
      'too_many_invitations',
    ])
  })
})

describe('a creation that is repeated', () => {
  const draft = () => ({ ...forever, client_id: randomUUID() })
  const sent = async (person: TestPerson, path: string, wanted: object) => {
    const { status, body } = await call(person, 'POST', path, wanted)
    return { status, ...(body as MadeInvitation) }
  }
  const linksOf = async (person: TestPerson, path = '/invitations') =>
    ((await call(person, 'GET', path)).body as { items: { id: string }[] }).items
  const statuses = (all: { status: number }[]) =>
    all.map(({ status }) => status).toSorted((a, b) => a - b)

  test.each([
    ['to a person', () => '/invitations'],
    ['to a group', ofGroup],
  ])('makes one link %s with one address, also two at once', async (_, path) => {
    const cleo = await relay.person('Cleo')
    await addPeople(ada, groupId, cleo)
    await setRole(ada, groupId, cleo, 'admin')
    const wanted = draft()
    const answers = await Promise.all([1, 2, 3].map(() => sent(cleo, path(), wanted)))
    expect(statuses(answers)).toEqual([200, 200, 201])
    // The answer was lost after the commit, and another relay gets the retry.
    const { status, ...again } = await sent(cleo, path(), wanted)
    expect(status).toBe(200)
    expect(answers.map(({ invitation, token }) => ({ invitation, token }))).toEqual(
      Array(3).fill(again),
    )
    expect(await linksOf(cleo, path())).toEqual([again.invitation])
    expect((await look(again.token)).body.inviter).toBe('Cleo')
    const made = await relay.sql`
      select from public.audit_log
      where action = 'invitation_made' and details = ${again.invitation.id}`
    expect(made).toHaveLength(1)
    // A creation without an id is one of its own, and so is one with another id.
    expect((await sent(cleo, path(), forever)).status).toBe(201)
    expect((await sent(cleo, path(), draft())).status).toBe(201)
    expect(new Set((await linksOf(cleo, path())).map(({ id }) => id)).size).toBe(3)
  })

  test('is another one for another person and another group', async () => {
    const wanted = draft()
    const other = (await createGroup(ada, 'Orchard', [])).id
    const all = [
      await sent(ada, ofGroup(), wanted),
      await sent(ben, ofGroup(), wanted),
      await sent(ada, `/conversations/${other}/invitations`, wanted),
      await sent(ada, '/invitations', wanted),
      await sent(ben, '/invitations', wanted),
    ]
    expect(statuses(all)).toEqual(Array(5).fill(201))
    expect(new Set(all.map(({ token }) => token)).size).toBe(5)
    expect((await look(all[2]!.token)).body.title).toBe('Orchard')
    // Whoever may invite no more gets no address again.
    await setRole(ada, groupId, ben, 'member')
    expect(code(await call(ben, 'POST', ofGroup(), wanted))).toBe('forbidden')
  })

  test('gets the link as it is now, and counts for no limit again', async () => {
    const cleo = await relay.person('Cleo')
    await relay.sql`update private.installation set new_account_invitations = 5`
    const wanted = { ...draft(), max_uses: 5 }
    const made = await sent(cleo, '/invitations', wanted)
    expect((await sent(cleo, '/invitations', wanted)).token).toBe(made.token)
    await relay.sql`update private.installation set new_account_invitations = null`
    await relay.sql`
      insert into private.invitations (token_hash, inviter_id)
      select sha256(convert_to(${cleo.id} || n::text, 'UTF8')), ${cleo.id} from generate_series(1, 49) n`
    expect(code(await call(cleo, 'POST', '/invitations', draft()))).toBe('too_many_invitations')
    await relay.sql`
      update private.invitations set uses = 5, ends_at = now() where id = ${made.invitation.id}`
    const { status, invitation } = await sent(cleo, '/invitations', wanted)
    expect({ status, id: invitation.id, uses: invitation.uses }).toEqual({
      ...{ status: 200, id: made.invitation.id, uses: 5 },
    })
  })

  test('makes another link after the first one was revoked, and never its old address', async () => {
    const wanted = draft()
    const first = await sent(ben, ofGroup(), wanted)
    await call(ada, 'DELETE', `/invitations/${first.invitation.id}`)
    const second = await sent(ben, ofGroup(), wanted)
    expect(second.status).toBe(201)
    expect(second.token).not.toBe(first.token)
    await expectNoTrace(await relay.person('Cleo'), first)
    expect((await look(second.token)).status).toBe(200)
  })

  test('is possible from the id of the client only, which the database does not have', async () => {
    const wanted = draft()
    const { token, invitation } = await sent(ada, '/invitations', wanted)
    const [row] = await relay.sql`
      select i::text as stored from private.invitations i where id = ${invitation.id}`
    const [noted] = await relay.sql`
      select a::text as stored from public.audit_log a where details = ${invitation.id}`
    const stored = `${row?.stored} ${noted?.stored}`.replaceAll('-', '')
    expect(stored).not.toContain(wanted.client_id.replaceAll('-', ''))
    for (const secret of [token, Buffer.from(wanted.client_id).toString('hex')]) {
      expect(stored).not.toContain(secret)
    }
  })
})

test.each([
  { ...forever, client_id: 'x' },
  { days: 0, max_uses: null },
  { days: 366, max_uses: null },
  { days: 7, max_uses: 0 },
  { days: 7, max_uses: 1.5 },
  { days: 7 },
  { days: 7, max_uses: null, conversation_id: randomUUID() },
])('%o is no invitation', async (draft) => {
  expect(code(await call(ada, 'POST', '/invitations', draft))).toBe('invalid_request')
})

test.each(['', ' ', '\0', '../', 'ä'.repeat(100), '\ud800'])(
  'the token %j is one that nobody made',
  async (token) => {
    expect(code(await open(ada, { token }))).toBe('not_found')
    expect(code(await look(token))).toBe('not_found')
  },
)
