import { afterAll, beforeAll, expect, test } from 'vitest'
import { openGroup, openPair, post, view } from '../../testing/conversations.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { watch } from '../../testing/watch.ts'
import { insertPeople } from '../../testing/rows.ts'
import { message } from '../../wire/messages.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const react = (who: TestPerson, id: string, emoji: string, method = 'PUT') =>
  who.browser.call(method, `/api/messages/${id}/reactions/${encodeURIComponent(emoji)}`)

test('reactions come in order of first use, with their people, and each is a change', async () => {
  const [ada, ben, cleo] = [
    await relay.person('Ada'),
    await relay.person('Ben'),
    await relay.person('Cleo'),
  ]
  const { id } = await openGroup([ada, ben, cleo])
  const sent = await post(ada, id, 'lunch?')
  const { socket } = await cleo.browser.connect()
  const heard = watch(socket, 'message:reactions')
  await react(ben, sent.id, '👍')
  await react(ada, sent.id, '❤️')
  const { status, body } = await react(cleo, sent.id, '👍')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    ver: sent.ver + 3,
    edited_at: null,
    reactions: [
      { emoji: '👍', user_ids: [ben.id, cleo.id] },
      { emoji: '❤️', user_ids: [ada.id] },
    ],
  })
  message.parse(body)
  const pushes = await heard.until((all) => all.length === 3)
  expect(pushes.at(-1)).toMatchObject({ conversation_id: id, messages: [body] })
  expect(
    pushes
      .at(-1)
      ?.people?.map((one) => one.id)
      .toSorted(),
  ).toEqual([ada.id, ben.id, cleo.id].toSorted())

  const after = await react(ben, sent.id, '👍', 'DELETE')
  expect(after.body.reactions).toEqual([
    { emoji: '❤️', user_ids: [ada.id] },
    { emoji: '👍', user_ids: [cleo.id] },
  ])
  const page = await ben.browser.call('GET', `/api/conversations/${id}/messages`)
  expect(page.body.items.at(-1)).toEqual(after.body)
  const found = await ben.browser.call(
    'GET',
    `/api/conversations/${id}/changes?after_ver=${sent.ver}`,
  )
  expect(found.body.items).toEqual([after.body])
})

test('an equal reaction from many tabs at once is no change and sends no event', async () => {
  const { ada, ben, id } = await openPair(relay)
  const sent = await post(ada, id, 'hello')
  const { socket } = await ada.browser.connect()
  const heard = watch(socket, 'message:reactions')
  await Promise.all(Array.from({ length: 5 }, () => react(ben, sent.id, '👍')))
  expect((await view(ada, id)).last_ver).toBe(2)
  await Promise.all(Array.from({ length: 5 }, () => react(ben, sent.id, '👍', 'DELETE')))
  expect((await react(ben, sent.id, '🎉', 'DELETE')).status).toBe(200)
  expect((await view(ada, id)).last_ver).toBe(3)
  expect(await heard.until((all) => all.length >= 2)).toHaveLength(2)
})

test('a person cannot remove a reaction of another person', async () => {
  const { ada, ben, id } = await openPair(relay)
  const sent = await post(ada, id, 'hello')
  await react(ben, sent.id, '👍')
  const { body } = await react(ada, sent.id, '👍', 'DELETE')
  expect(body.reactions).toEqual([{ emoji: '👍', user_ids: [ben.id] }])
})

test('spellings of one emoji from before there was one are one reaction, counted by people', async () => {
  const { ada, ben, id } = await openPair(relay)
  const sent = await post(ada, id, 'hello')
  const before = (who: typeof ada, ...emoji: string[]) => relay.sql`
    insert into public.message_reactions (message_id, user_id, emoji, conversation_id, created_at)
    select ${sent.id}, ${who.id}, one, ${id}, now() - interval '1 hour' from unnest(${emoji}::text[]) one`
  await before(ada, '❤', '❤\ufe0f', '1\u20e3')
  await before(ben, '❤\ufe0e')
  const hearts = { emoji: '❤️', user_ids: [ada.id, ben.id].toSorted() }
  const reactionsNow = async () => {
    const { body } = await ada.browser.call('GET', `/api/messages/${sent.id}`)
    expect((await view(ada, id)).last_message?.reactions).toEqual(body.reactions)
    return body.reactions.map((one: typeof hearts) => ({
      ...one,
      user_ids: one.user_ids.toSorted(),
    }))
  }
  expect(await reactionsNow()).toContainEqual(hearts)
  expect(await reactionsNow()).toHaveLength(2)

  // Nobody reacts twice, and each takes their own reaction back, however it is spelt.
  const { body } = await react(ben, sent.id, '❤️')
  expect(body.ver).toBe(sent.ver)
  await react(ada, sent.id, '❤️', 'DELETE')
  expect(await reactionsNow()).toContainEqual({ emoji: '❤\ufe0e', user_ids: [ben.id] })
  await react(ada, sent.id, '1️⃣', 'DELETE')
  await react(ben, sent.id, '❤️', 'DELETE')
  expect(await reactionsNow()).toEqual([])
})

test('reactions of a deleted account are gone at once, from the page and from the conversation', async () => {
  const [ada, ben, cleo] = [
    await relay.person('Ada'),
    await relay.person('Ben'),
    await relay.person('Cleo'),
  ]
  const { id } = await openGroup([ada, ben, cleo])
  const sent = await post(ada, id, 'hello')
  await react(ben, sent.id, '👍')
  await react(cleo, sent.id, '👍')
  await react(cleo, sent.id, '🎉')
  await relay.sql`update private.accounts set deleted_at = now() where id = ${cleo.id}`
  const left = [{ emoji: '👍', user_ids: [ben.id] }]
  const { body } = await ada.browser.call('GET', `/api/messages/${sent.id}`)
  expect(body.reactions).toEqual(left)
  expect((await view(ada, id)).last_message?.reactions).toEqual(left)
})

test('a message takes twenty different emoji', async () => {
  const { ada, ben, id } = await openPair(relay)
  const sent = await post(ada, id, 'hello')
  const emoji = Array.from('😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰😗😙😚🙂🤗🤩')
  for (const one of emoji.slice(0, 20)) {
    expect((await react(ada, sent.id, one)).status).toBe(200)
  }
  expect((await react(ben, sent.id, emoji[20]!)).body.error.code).toBe('conflict')
  expect((await react(ben, sent.id, emoji[0]!)).body.reactions[0].user_ids).toEqual([
    ada.id,
    ben.id,
  ])
})

test.each(['👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇩🇪', '1️⃣', '👍🏽', '❤️'])('%s is an emoji', async (emoji) => {
  const { ada, ben, id } = await openPair(relay)
  const sent = await post(ada, id, 'hello')
  const { body } = await react(ben, sent.id, emoji)
  expect(body.reactions).toEqual([{ emoji, user_ids: [ben.id] }])
})

test.each(['a', '1', '👍👍', '<b>', '\ufe0f', ' ', '\u200d', '👍'.repeat(40)])(
  '"%s" is none',
  async (emoji) => {
    const { ada, id } = await openPair(relay)
    const sent = await post(ada, id, 'hello')
    expect((await react(ada, sent.id, emoji)).body.error.code).toBe('invalid_request')
  },
)

test('of thousands who reacted a message lists ten, and tells each reader of their own', async () => {
  const [ada, ben] = [await relay.person('Ada'), await relay.person('Ben')]
  const group = (await openGroup([ada, ben])).id
  const sent = await post(ada, group, 'who comes?')
  const crowd = await insertPeople(relay.sql, 3_000)
  await relay.sql`
    insert into public.message_reactions (message_id, user_id, emoji, conversation_id, created_at)
    select ${sent.id}, one, '👍', ${group}, now() - interval '1 hour' + n * interval '1 ms'
    from unnest(${crowd}::uuid[]) with ordinality as c (one, n)`
  const [adas, bens] = [await ada.browser.connect(), await ben.browser.connect()]
  const adaHeard = watch(adas.socket, 'message:reactions')
  const benHeard = watch(bens.socket, 'message:reactions')

  const first = { emoji: '👍', user_ids: crowd.slice(0, 10), more: 2_991 }
  const { body } = await react(ada, sent.id, '👍')
  expect(body.reactions).toEqual([{ ...first, mine: true }])
  message.parse(body)
  const frameOf = async (heard: typeof adaHeard) =>
    (await heard.until((all) => all.length === 1)).at(-1)?.messages[0]?.reactions
  // The frame of the person who reacted is for their other tabs. The frame of everybody else tells nobody "you".
  expect(await frameOf(adaHeard)).toEqual([{ ...first, mine: true }])
  expect(await frameOf(benHeard)).toEqual([first])

  for (const [who, mine] of [
    [ada, true],
    [ben, false],
  ] as const) {
    const read = async (path: string) => (await who.browser.call('GET', path)).body
    const told = [{ ...first, mine }]
    const conversation = `/api/conversations/${group}`
    expect((await read(`/api/messages/${sent.id}`)).reactions).toEqual(told)
    expect((await read(`${conversation}/messages`)).items.at(-1).reactions).toEqual(told)
    expect((await read(`${conversation}/changes?after_ver=0`)).items.at(-1).reactions).toEqual(told)
    expect((await read(conversation)).last_message.reactions).toEqual(told)
    expect((await read('/api/search?q=comes')).items[0].message.reactions).toEqual(told)
  }
})
