import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { openGroup, openPair, post, seedHistory, view } from '../../testing/conversations.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { watchMessages } from '../../testing/watch.ts'
import { message, type Message } from '../../wire/messages.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const answerIn = (who: TestPerson, id: string, thread_root: string, body = 'an answer') =>
  who.browser.call('POST', `/api/conversations/${id}/messages`, {
    body: { client_id: randomUUID(), body, thread_root },
  })
const history = async (who: TestPerson, id: string, query = '') =>
  (await who.browser.call('GET', `/api/conversations/${id}/messages${query}`)).body as {
    items: Message[]
    has_more: boolean
    has_later?: boolean
  }

describe('an answer in a thread', () => {
  test('changes the root too, with a later ver, in one frame', async () => {
    const { ada, ben, id } = await openPair(relay)
    const root = await post(ada, id, 'where do we eat?')
    const { socket } = await ada.browser.connect()
    const heard = watchMessages(socket)
    const { body: receipt } = await answerIn(ben, id, root.id, 'here')
    expect(receipt).toMatchObject({ seq: 2, ver: 2 })
    const all = await heard.untilCount(2)
    expect(all).toMatchObject([
      { seq: 2, ver: 2, thread_root: root.id, thread: null },
      { seq: 1, ver: 3, thread_root: null, body: 'where do we eat?' },
    ])
    expect(all[1]?.thread).toEqual({ count: 1, last_at: all[0]?.created_at })
    for (const one of all) message.parse(one)
    const { items } = await history(ben, id)
    expect(items).toEqual([all[1], all[0]])
    const conversation = await view(ada, id)
    expect(conversation).toMatchObject({ last_seq: 2, last_ver: 3, unread: 1 })
    expect(conversation.last_message).toEqual(all[0])
  })

  test('is also sent to the sender’s socket, because of the root', async () => {
    const { ada, ben, id } = await openPair(relay)
    const root = await post(ben, id, 'root')
    const { socket } = await ada.browser.connect()
    const heard = watchMessages(socket)
    await ask(socket, 'message:send', {
      conversation_id: id,
      client_id: randomUUID(),
      body: 'answer',
      thread_root: root.id,
    })
    expect((await heard.untilCount(2)).map(({ ver }) => ver)).toEqual([2, 3])
  })

  test('by many at once leaves no gap in ver, counts right, and sync agrees', async () => {
    const { ada, ben, id } = await openPair(relay)
    const roots = [await post(ada, id, 'one'), await post(ada, id, 'two')]
    const { socket } = await ben.browser.connect()
    const heard = watchMessages(socket)
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => [
        answerIn(ada, id, roots[n % 2]!.id),
        post(ben, id, 'beside'),
        ben.browser.call(
          'PUT',
          `/api/messages/${roots[0]!.id}/reactions/${encodeURIComponent('👍')}`,
        ),
      ]).flat(),
    )
    const { items, last_ver } = (
      await ada.browser.call('GET', `/api/conversations/${id}/changes?after_ver=0`)
    ).body as { items: Message[]; last_ver: number }
    const shown = items.filter(({ thread }) => thread !== null)
    expect(shown.map(({ thread }) => thread?.count)).toEqual([20, 20])
    expect(shown.find((one) => one.id === roots[0]!.id)?.reactions).toHaveLength(1)
    // The last frame about each message, or the ack of the reaction, must agree with sync.
    const reacted = 1
    await heard.untilCount(80)
    await expect.poll(() => heard.all().length + reacted).toBe(last_ver - 2)
    const latest = new Map(heard.all().map((one) => [one.id, one]))
    for (const one of items) {
      const told = latest.get(one.id)
      if (told !== undefined && told.ver === one.ver) expect(told).toEqual(one)
    }
    const vers = heard.all().map(({ ver }) => ver)
    expect(new Set(vers).size).toBe(vers.length)
  })

  test('needs a root in this conversation that is itself in no thread', async () => {
    const { ada, ben, id } = await openPair(relay)
    const second = await openPair(relay)
    const root = await post(ada, id, 'root')
    const { body: answer } = await answerIn(ben, id, root.id)
    const gone = await post(ada, id, 'gone')
    await ada.browser.call('DELETE', `/api/messages/${gone.id}`)
    const elsewhere = await post(second.ada, second.id, 'elsewhere')
    for (const wrong of [answer.id, gone.id, elsewhere.id, randomUUID()]) {
      const { status, body } = await answerIn(ben, id, wrong)
      expect([status, body.error.code]).toEqual([400, 'invalid_request'])
    }
    expect((await view(ada, id)).last_seq).toBe(3)
  })

  test('sent again is the stored answer, and counts once', async () => {
    const { ada, id } = await openPair(relay)
    const root = await post(ada, id, 'root')
    const body = { client_id: randomUUID(), body: 'once', thread_root: root.id }
    const path = `/api/conversations/${id}/messages`
    const [first, again] = [
      await ada.browser.call('POST', path, { body }),
      await ada.browser.call('POST', path, { body }),
    ]
    expect([again.status, again.body]).toEqual([200, first.body])
    expect((await history(ada, id)).items[0]?.thread?.count).toBe(1)
  })

  test('that is deleted does not count any more', async () => {
    const { ada, ben, id } = await openPair(relay)
    const root = await post(ada, id, 'root')
    const answers = [await answerIn(ben, id, root.id), await answerIn(ben, id, root.id)]
    await ben.browser.call('DELETE', `/api/messages/${answers[0]!.body.id}`)
    expect((await history(ada, id)).items[0]).toMatchObject({ ver: 7, thread: { count: 1 } })
    await ben.browser.call('DELETE', `/api/messages/${answers[1]!.body.id}`)
    expect((await history(ada, id)).items[0]).toMatchObject({ ver: 9, thread: null })
  })

  test('does not show its root to people who joined after the root', async () => {
    const { ada, ben, id } = await openPair(relay)
    const root = await post(ada, id, 'before your time')
    const late = await relay.person('Late')
    await relay.sql`
      insert into conversation_participants (conversation_id, user_id, joined_seq)
      values (${id}, ${late.id}, 1)`
    const { socket } = await late.browser.connect()
    const heard = watchMessages(socket)
    expect((await answerIn(late, id, root.id)).body.error.code).toBe('invalid_request')
    await answerIn(ben, id, root.id, 'an answer')
    await post(ben, id, 'beside')
    expect((await heard.untilCount(2)).map(({ body }) => body)).toEqual(['an answer', 'beside'])
  })
})

test('a thread comes in pages of its own', async () => {
  const { ada, ben, id } = await openPair(relay)
  const root = await post(ada, id, 'root')
  for (let n = 1; n <= 6; n++) {
    await answerIn(ben, id, root.id, `answer ${n}`)
    await post(ada, id, 'beside')
  }
  const page = async (query: string) => {
    const { items, has_more } = await history(ada, id, `?thread_root=${root.id}${query}`)
    return [items.map(({ body }) => body.replace('answer ', '')).join(''), has_more]
  }
  expect(await page('')).toEqual(['123456', false])
  expect(await page('&limit=2')).toEqual(['56', true])
  expect(await page('&limit=4&before_seq=8')).toEqual(['123', false])
  expect(await page('&limit=2&after_seq=2')).toEqual(['23', true])
  const { items } = await history(ada, id, `?thread_root=${randomUUID()}`)
  expect(items).toEqual([])
})

test('a page around a place has it in the middle and says whether there is more', async () => {
  const pair = await openPair(relay)
  await seedHistory(relay, pair, 120)
  const page = async (query: string) => {
    const { items, has_more, has_later } = await history(pair.ada, pair.id, query)
    return [items[0]?.seq, items.at(-1)?.seq, items.length, has_more, has_later]
  }
  expect(await page('?around_seq=60')).toEqual([35, 84, 50, true, true])
  expect(await page('?around_seq=60&limit=5')).toEqual([58, 62, 5, true, true])
  expect(await page('?around_seq=60&limit=1')).toEqual([60, 60, 1, true, true])
  expect(await page('?around_seq=3')).toEqual([1, 27, 27, false, true])
  expect(await page('?around_seq=26')).toEqual([1, 50, 50, false, true])
  expect(await page('?around_seq=96')).toEqual([71, 120, 50, true, false])
  expect(await page('?around_seq=120')).toEqual([95, 120, 26, true, false])
  expect(await page('?around_seq=500')).toEqual([96, 120, 25, true, false])
  const both = `/api/conversations/${pair.id}/messages?around_seq=5&before_seq=5`
  expect((await pair.ada.browser.call('GET', both)).body.error.code).toBe('invalid_request')
})

describe('mentions', () => {
  test('a message names the same people after renames, also when somebody takes an old name', async () => {
    const [ada, ben, cleo] = await Promise.all(
      ['Ada', 'Ben', 'Cleo Müller'].map((name) => relay.person(name)),
    )
    const { id } = await openGroup([ada!, ben!, cleo!])
    const old = await usernameOf(ben!)
    const body = `@${old}.Danke，@Cleo Müller看 \`@${old}\` https://e.org/@${old}`
    const mentions = [{ name: 'Cleo Müller', user_id: cleo!.id }]
    const { body: sent } = await ada!.browser.call('POST', `/api/conversations/${id}/messages`, {
      body: { client_id: randomUUID(), body, mentions },
    })
    const namesOf = ({ mentions, mention_names }: Message) =>
      Object.fromEntries((mention_names ?? []).map((name, place) => [name, mentions[place]]))
    const named = { [old]: ben!.id, 'Cleo Müller': cleo!.id }
    expect(namesOf(sent as Message)).toEqual(named)

    await relay.sql`update profiles set username = ${`${old}2`} where id = ${ben!.id}`
    await relay.sql`update profiles set username = ${old} where id = ${cleo!.id}`
    expect(namesOf((await history(ben!, id)).items.at(-1)!)).toEqual(named)
    const { body: edited } = await ada!.browser.call(
      'PUT',
      `/api/messages/${(sent as Message).id}`,
      {
        body: { body: `${body}!` },
      },
    )
    expect(namesOf(edited as Message)).toEqual(named)

    await ada!.browser.call('DELETE', `/api/messages/${(sent as Message).id}`)
    const [kept] =
      await relay.sql`select mention_names from messages where id = ${(sent as Message).id}`
    expect(kept).toEqual({ mention_names: [] })
  })

  const usernameOf = async (who: TestPerson) =>
    ((await who.browser.call('GET', '/api/auth/session')).body.user as { username: string })
      .username

  test('are the participants whom the body names', async () => {
    const [ada, ben, cleo, dora] = await Promise.all(
      ['Ada', 'Ben', 'Cleo', 'Dora'].map((name) => relay.person(name)),
    )
    const { id } = await openGroup([ada!, ben!, cleo!])
    const [a, b, c, d] = await Promise.all([ada!, ben!, cleo!, dora!].map(usernameOf))
    const mentionsOf = async (body: string) => {
      const sent = await post(ada!, id, body)
      const { mentions } = (await ben!.browser.call('GET', `/api/messages/${sent.id}`)).body
      return new Set(mentions as string[])
    }
    expect(await mentionsOf(`@${b} and @${c}, @${b}.`)).toEqual(new Set([ben!.id, cleo!.id]))
    expect(await mentionsOf(`(@${b!.toUpperCase()}) -- @${a}!`)).toEqual(
      new Set([ben!.id, ada!.id]),
    )
    expect(await mentionsOf(`@${b}\n@${c}-`)).toEqual(new Set([ben!.id, cleo!.id]))
    // A person who is not there, the beginning of a name, an address, and an unknown name.
    expect(await mentionsOf(`@${d} @${b}x x@${b} @@${b} @nobody @ ${b}`)).toEqual(new Set())
  })

  test('come with the frame, change with an edit and go with a deletion', async () => {
    const { ada, ben, id } = await openPair(relay)
    const { socket } = await ben.browser.connect()
    const heard = watchMessages(socket)
    const sent = await post(ada, id, `@${await usernameOf(ben)} hello`)
    expect((await heard.untilCount(1))[0]?.mentions).toEqual([ben.id])
    expect((await view(ben, id)).me.mentions).toBe(1)
    const edit = (body: string) =>
      ada.browser.call('PUT', `/api/messages/${sent.id}`, { body: { body } })
    expect((await edit('hello')).body.mentions).toEqual([])
    expect((await edit(`hello @${await usernameOf(ben)}`)).body.mentions).toEqual([ben.id])
    await ada.browser.call('DELETE', `/api/messages/${sent.id}`)
    expect((await history(ben, id)).items[0]?.mentions).toEqual([])
    expect((await view(ben, id)).me.mentions).toBe(0)
  })
})
