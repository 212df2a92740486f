import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestSocket } from '../../testing/browser.ts'
import { openDirect, openPair, seedDarkRoom, startDirect } from '../../testing/conversations.ts'
import { createGroup, removePerson } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { watch, type Watch } from '../../testing/watch.ts'
import { renamed } from '../../wire/people.ts'

let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
const opened: TestSocket[] = []
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())
beforeEach(async () => {
  ;({ ada, ben } = await openPair(relay))
  return () => opened.splice(0).forEach((socket) => socket.disconnect())
})

const rename = async (person: TestPerson, display_name: string) => {
  const { status } = await person.browser.call('PUT', '/api/profile', { body: { display_name } })
  expect(status).toBe(200)
}
const block = (who: TestPerson, whom: TestPerson) =>
  who.browser.call('PUT', `/api/people/${whom.id}/block`)

describe('the event of a new name goes', () => {
  const listen = async (person: TestPerson): Promise<Watch<'person:changed'>> => {
    const { socket } = await person.browser.connect()
    opened.push(socket)
    return watch(socket, 'person:changed')
  }
  /** Pushes arrive in order, so every earlier event has arrived before this one. */
  const names = async (heard: Watch<'person:changed'>, last: string) => {
    const pushes = await heard.until((all) => all.at(-1)?.person.display_name === last)
    return pushes.map(({ person }) => person.display_name)
  }

  test('once to everybody who shares a conversation, and to the own devices', async () => {
    await createGroup(ada, 'Team', [ben])
    const [adas, bens] = [await listen(ada), await listen(ben)]
    await rename(ada, 'Ada Acacia')
    await rename(ben, 'The end')
    expect(await names(bens, 'The end')).toEqual(['Ada Acacia', 'The end'])
    expect(await names(adas, 'The end')).toEqual(['Ada Acacia', 'The end'])
    expect(bens.pushes[0]?.person).toEqual({
      id: ada.id,
      username: expect.any(String),
      display_name: 'Ada Acacia',
      avatar_url: null,
    })
  })

  test('to no stranger, to no former participant, and not into a dark room', async () => {
    const [stranger, gone, masked] = await Promise.all([
      relay.person('Stranger'),
      relay.person('Gone'),
      relay.person('Masked'),
    ])
    const group = await createGroup(ada, 'Team', [gone])
    await removePerson(ada, group.id, gone)
    await seedDarkRoom(relay, ada, masked)
    const heard = await Promise.all([stranger, gone, masked].map(listen))
    await rename(ada, 'Ada Acacia')
    for (const [i, person] of [stranger, gone, masked].entries()) {
      await rename(person, 'The end')
      expect(await names(heard[i]!, 'The end')).toEqual(['The end'])
    }
  })

  test('to nobody who does not know of the conversation yet, and to who opened it', async () => {
    const cleo = await relay.person('Cleo')
    await openDirect(ada, cleo)
    const [adas, cleos] = [await listen(ada), await listen(cleo)]
    await rename(ada, 'Ada Acacia')
    await rename(cleo, 'The end')
    expect(await names(cleos, 'The end')).toEqual(['The end'])
    expect(await names(adas, 'The end')).toEqual(['Ada Acacia', 'The end'])
  })

  test('to nobody whom a block keeps apart, in either direction', async () => {
    const cleo = await relay.person('Cleo')
    await createGroup(ada, 'Team', [ben, cleo])
    await block(ada, ben)
    await block(cleo, ada)
    const heard = [await listen(ben), await listen(cleo)]
    await rename(ada, 'Ada Acacia')
    for (const [i, person] of [ben, cleo].entries()) {
      await rename(person, `The end ${i}`)
      expect(await names(heard[i]!, `The end ${i}`)).not.toContain('Ada Acacia')
    }
  })

  test('to nobody when only the setting for presence changes', async () => {
    const bens = await listen(ben)
    await ada.browser.call('PUT', '/api/profile', { body: { show_presence: false } })
    await rename(ada, 'The end')
    expect(await names(bens, 'The end')).toEqual(['The end'])
  })
})

describe('a client that was offline gets', () => {
  const changes = async (person: TestPerson, since?: string) => {
    const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`
    const { status, body } = await person.browser.call('GET', `/api/people/changes${query}`)
    expect(status, JSON.stringify(body)).toBe(200)
    return renamed.parse(body)
  }
  const named = async (person: TestPerson, since: string) =>
    (await changes(person, since)).people.map(({ display_name }) => display_name)
  /** Moves everything that has happened so far into the past. */
  const letTimePass = async () => {
    await relay.sql`update profiles set changed_at = changed_at - interval '1 day'`
  }

  test('nobody who opened a conversation with it and wrote nothing', async () => {
    const cleo = await relay.person('Cleo')
    await letTimePass()
    const { as_of } = await changes(cleo)
    await openDirect(ada, cleo)
    await rename(ada, 'Ada Acacia')
    await rename(cleo, 'Cleopatra')
    expect(await named(cleo, as_of)).toEqual(['Cleopatra'])
    expect(await named(ada, as_of)).toEqual(['Ada Acacia', 'Cleopatra'])
  })

  test('nothing when it knows nothing yet', async () => {
    await rename(ben, 'Benedict')
    expect(await changes(ada)).toMatchObject({ people: [], more: false })
  })

  test('people with a new name since then, the asker too, in the order of the changes', async () => {
    await letTimePass()
    const { as_of } = await changes(ada)
    await rename(ben, 'Benedict')
    await rename(ada, 'Ada Acacia')
    expect(await named(ada, as_of)).toEqual(['Benedict', 'Ada Acacia'])
    await letTimePass()
    expect(await named(ada, as_of)).toEqual([])
    await ben.browser.call('PUT', '/api/profile', { body: { display_name: 'Benedict' } })
    await relay.sql`update profiles set last_seen_at = now()`
    expect(await named(ada, as_of)).toEqual([])
  })

  test('no stranger, no person whom a block keeps apart, and nobody of a dark room', async () => {
    const [stranger, masked, blocked] = await Promise.all([
      relay.person('Stranger'),
      relay.person('Masked'),
      relay.person('Blocked'),
    ])
    await startDirect(ada, blocked)
    await seedDarkRoom(relay, ada, masked)
    await letTimePass()
    const { as_of } = await changes(ada)
    for (const [i, person] of [stranger, masked, blocked].entries()) await rename(person, `N${i}`)
    expect(await named(ada, as_of)).toEqual(['N2'])
    await block(blocked, ada)
    expect(await named(ada, as_of)).toEqual([])
    expect(await named(blocked, as_of)).toEqual(['N2'])
  })

  test('all people, also when one answer cannot hold them', async () => {
    const group = await createGroup(ada, 'Large', [])
    await relay.sql`
      with crowd as (
        insert into auth.users (id, email)
        select gen_random_uuid(), ${group.id} || n || '@example.com' from generate_series(1, 620) n
        returning id
      )
      insert into conversation_participants (conversation_id, user_id) select ${group.id}, id from crowd`
    await letTimePass()
    let { as_of } = await changes(ada)
    await relay.sql`
      update profiles set display_name = 'One of many' where id in (
        select user_id from conversation_participants where conversation_id = ${group.id})
      and id <> ${ada.id}`
    const seen = new Set<string>()
    for (let more = true; more;) {
      const answer = await changes(ada, as_of)
      for (const person of answer.people) seen.add(person.id)
      ;({ as_of, more } = answer)
    }
    expect(seen.size).toBe(620)
  })

  test('strangers in pages too, so that no answer looks at everybody', async () => {
    await relay.sql`
      with strangers as (
        insert into auth.users (id, email)
        select id, id || '@example.com' from (select gen_random_uuid() as id from generate_series(1, 1100)) n
        returning id
      )
      select count(*) from strangers`
    await relay.sql`
      update profiles set changed_at = '2001-01-01'::timestamptz + row.n * interval '1 second'
      from (
        select id, row_number() over () as n from profiles where display_name like 'Person %'
      ) row where profiles.id = row.id and profiles.id <> ${ada.id}`
    const first = await changes(ada, '2000-01-01T00:00:00Z')
    expect(first).toMatchObject({ people: [], more: true })
    expect(first.as_of).toBe('2001-01-01T00:08:20.000000Z')
  })

  const tooFine = `2026-01-01T00:00:00.${'1'.repeat(200)}Z`
  test.each(['yesterday', '2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', tooFine, "'"])(
    'since %j is refused',
    async (since) => {
      const path = `/api/people/changes?since=${encodeURIComponent(since)}`
      expect((await ada.browser.call('GET', path)).body.error.code).toBe('invalid_request')
    },
  )
})
