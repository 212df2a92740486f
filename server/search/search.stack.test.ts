import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  openGroup,
  openPair,
  post,
  startDirect,
  type TestPair,
} from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { searchAnswer, type SearchAnswer } from '../../wire/search.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const call = (who: TestPerson, query: Record<string, string>) =>
  who.browser.call('GET', `/api/search?${new URLSearchParams(query).toString()}`)

async function find(who: TestPerson, q: string, more: Record<string, string> = {}) {
  const { status, body } = await call(who, { q, ...more })
  expect(status, JSON.stringify(body)).toBe(200)
  return searchAnswer.parse(body).items.map(({ message }) => message.body)
}

describe('words are found', () => {
  let pair: TestPair
  beforeAll(async () => {
    pair = await openPair(relay)
    const bodies = [
      'Please send your résumé to example.com/jobs',
      'The PLAN for tomorrow’s well-known lunch',
      'Привет, мир',
      '昨日の計画、見ました',
      'Straße and naïve café_crème',
      'version 3.14 of order no. 4711',
      '🎉🎉 party',
    ]
    for (const body of bodies) await post(pair.ada, pair.id, body)
  })

  test.each([
    ['resume', 'Please'],
    ['RÉSUMÉ', 'Please'],
    ['please resume', 'Please'],
    ['resu', 'Please'],
    ['jobs', 'Please'],
    ['example.com', 'Please'],
    ['plan tomo', 'The PLAN'],
    ['known', 'The PLAN'],
    ['well-kn', 'The PLAN'],
    ['привет', 'Привет'],
    ['МИР', 'Привет'],
    ['昨日', '昨日'],
    ['creme', 'Straße'],
    ['cafe', 'Straße'],
    ['strasse', 'Straße'],
    ['4711', 'version'],
    ['3.14', 'version'],
    ['party', '🎉'],
    ['🎉', '🎉'],
    ['見', '昨日'],
    ['計画', '昨日'],
    ['3', 'version'],
    ['ＰＬＡＮ', 'The PLAN'],
  ])('"%s"', async (q, beginning) => {
    const found = await find(pair.ben, q)
    expect(found).toHaveLength(1)
    expect(found[0]?.startsWith(beginning)).toBe(true)
  })

  test.each([
    'resume plan',
    'esume',
    'nowhere',
    '...',
    '& | !',
    "' or 1=1 --",
    'a:* & b',
    '\\\\',
    '计划',
  ])('"%s" finds nothing and breaks nothing', async (q) =>
    expect(await find(pair.ben, q)).toEqual([]),
  )

  test('with each match marked', async () => {
    const { body } = await call(pair.ben, { q: 'plan' })
    expect((body as SearchAnswer).items[0]?.excerpt).toBe(
      'The \ue000PLAN\ue001 for tomorrow’s well-known lunch',
    )
  })
})

test('an edited body is found, and the old or deleted one is not', async () => {
  const { ada, id } = await openPair(relay)
  const sent = await post(ada, id, 'before')
  await ada.browser.call('PUT', `/api/messages/${sent.id}`, { body: { body: 'after' } })
  expect([await find(ada, 'before'), await find(ada, 'after')]).toEqual([[], ['after']])
  await ada.browser.call('DELETE', `/api/messages/${sent.id}`)
  expect(await find(ada, 'after')).toEqual([])
})

test('the relay indexes new messages by itself, for people with many messages', async () => {
  const { ada, ben, id } = await openPair(relay)
  await relay.sql`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
    select ${id}, n, n, ${ada.id}, gen_random_uuid(), 'filler' from generate_series(1, 301) n`
  await relay.sql`update conversations set last_seq = 301, last_ver = 301 where id = ${id}`
  await post(ada, id, 'behind the commit')
  await eventually('nothing waits to be indexed', async () => {
    return (await relay.sql`select from private.search_queue`).length === 0
  })
  expect(await find(ben, 'behind')).toEqual(['behind the commit'])
})

test('words of any length are stored and found by their beginning', async () => {
  const { ada, id } = await openPair(relay)
  const letters = (count: number) => 'ab'.repeat(count / 2)
  for (const length of [200, 500, 2_046, 3_900])
    await post(ada, id, `${letters(length)} of ${length}`)
  expect(await find(ada, letters(190))).toHaveLength(4)
  expect(await find(ada, '3900')).toHaveLength(1)
})

test('no word is too long for the index, also when removing accents makes it longer', async () => {
  for (const word of ['a'.repeat(2_046), '㎉'.repeat(511)]) {
    const [row] = await relay.sql<{ terms: string[]; beginning: string }[]>`
      select tsvector_to_array(private.message_terms(${word}, now())) as terms,
        private.message_week(now()) || '.' || left(private.plain_text(${word}), 200) as beginning`
    expect(row!.terms).toHaveLength(1)
    expect(row!.terms[0]).toMatch(new RegExp(`^${row!.beginning.replace('.', '[.]')}`))
  }
})

test('`in`, `from` and `before` narrow the search', async () => {
  const { ada, ben, id } = await openPair(relay)
  const cleo = await relay.person('Cleo')
  const second = await startDirect(ada, cleo)
  await post(ada, id, 'plan of Ada')
  await post(ben, id, 'plan of Ben')
  const old = await post(cleo, second.id, 'plan of Cleo')
  await relay.sql`update messages set created_at = '2026-01-30T23:59:59Z' where id = ${old.id}`
  expect(await find(ada, 'plan')).toEqual(['plan of Ben', 'plan of Ada', 'plan of Cleo'])
  expect(await find(ada, 'plan', { in: id })).toEqual(['plan of Ben', 'plan of Ada'])
  expect(await find(ada, 'plan', { in: id, from: ada.id })).toEqual(['plan of Ada'])
  expect(await find(ada, 'plan', { from: cleo.id })).toEqual(['plan of Cleo'])
  expect(await find(ada, 'plan', { before: '2026-01-31' })).toEqual(['plan of Cleo'])
  expect(await find(ada, 'plan', { before: '2026-01-30' })).toEqual([])
})

test('a day begins at midnight where the asker is', async () => {
  const { ada, id } = await openPair(relay)
  const late = await post(ada, id, 'plan at night')
  await relay.sql`update messages set created_at = '2026-01-30T23:30:00Z' where id = ${late.id}`
  const before = async (zone: string) => find(ada, 'plan', { before: '2026-01-31', zone })
  expect(await before('Europe/Berlin')).toEqual([])
  expect(await before('America/New_York')).toEqual(['plan at night'])
  expect(await before('en-US@posix')).toEqual(['plan at night'])
})

test('`after` and `on` count whole days where the asker is', async () => {
  const { ada, id } = await openPair(relay)
  const at = {
    eve: '2026-01-30T23:30:00Z',
    noon: '2026-01-31T12:00:00Z',
    next: '2026-02-01T00:30:00Z',
  }
  for (const [word, time] of Object.entries(at)) {
    const sent = await post(ada, id, `plan ${word}`)
    await relay.sql`update messages set created_at = ${time} where id = ${sent.id}`
  }
  const plan = (more: Record<string, string>) => find(ada, 'plan', more)
  expect(await plan({ on: '2026-01-31' })).toEqual(['plan noon'])
  expect(await plan({ on: '2026-01-31', zone: 'Europe/Berlin' })).toEqual(['plan noon', 'plan eve'])
  expect(await plan({ after: '2026-01-31' })).toEqual(['plan next'])
  expect(await plan({ after: '2026-01-30', before: '2026-02-01' })).toEqual(['plan noon'])
  expect(await plan({ on: '2026-01-31', after: '2026-01-31' })).toEqual([])
})

test('`has` finds messages by what they contain, with words and without', async () => {
  const { ada, ben, id } = await openPair(relay)
  await post(ada, id, 'the plan is at https://example.org')
  await post(ada, id, 'the plan is `plan()`')
  await post(ben, id, 'a [link](https://example.org)')
  await post(ben, id, 'the plan')
  const both = async () => [
    await find(ada, 'plan', { has: 'link' }),
    await find(ada, '', { has: 'link' }),
    await find(ada, '', { has: 'code', from: ben.id }),
    await find(ada, '...', { has: 'code' }),
  ]
  const few = await both()
  expect(few).toEqual([
    ['the plan is at https://example.org'],
    ['a [link](https://example.org)', 'the plan is at https://example.org'],
    [],
    [],
  ])
  await relay.sql`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
    select ${id}, n, n, ${ada.id}, gen_random_uuid(), 'filler' from generate_series(5, 305) n`
  await relay.sql`update conversations set last_seq = 305, last_ver = 305 where id = ${id}`
  await eventually('nothing waits to be indexed', async () => {
    return (await relay.sql`select from private.search_queue`).length === 0
  })
  expect(await both()).toEqual(few)
})

test.each<[string, (id: string) => Record<string, string>]>([
  ['in one conversation', (id) => ({ in: id })],
  ['everywhere', () => ({})],
])('pages %s hold everything once, newest first', async (_, scope) => {
  const { ada, ben, id } = await openPair(relay)
  // All messages have the time of one commit, so the time alone does not say where a page ended.
  await relay.sql`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body, created_at)
    select ${id}, n, n, ${ada.id}, gen_random_uuid(), 'match ' || n, '2026-02-03T04:05:06.789Z'
    from generate_series(1, 70) n`
  const seen: number[] = []
  let cursor: string | null = null
  const sizes: number[] = []
  do {
    const query: Record<string, string> = { q: 'match', ...scope(id) }
    if (cursor !== null) query.cursor = cursor
    const { items, next_cursor } = (await call(ben, query)).body as SearchAnswer
    sizes.push(items.length)
    seen.push(...items.map(({ message }) => message.seq))
    cursor = next_cursor
  } while (cursor !== null)
  expect(sizes).toEqual([30, 30, 10])
  expect(new Set(seen).size).toBe(70)
  if (scope(id).in !== undefined) {
    expect(seen).toEqual(Array.from({ length: 70 }, (_, n) => 70 - n))
  }
})

test('a match names its author and its conversation in the view of the asker', async () => {
  const { ada, ben, id } = await openPair(relay)
  const cleo = await relay.person('Cleo')
  const group = await openGroup([ada, ben, cleo], 'The team')
  await post(ben, id, 'quokka alone')
  await post(cleo, group.id, 'quokka in a group')
  await cleo.browser.call('DELETE', `/api/conversations/${group.id}/participants/${cleo.id}`)
  const places = async (who: TestPerson) =>
    searchAnswer
      .parse((await call(who, { q: 'quokka' })).body)
      .items.map(({ author, conversation: { kind, title, other } }) => [
        [author?.display_name, author?.id],
        kind,
        title,
        other?.display_name,
      ])
  const left = [['Cleo', cleo.id], 'GROUP', 'The team', undefined]
  expect(await places(ada)).toEqual([left, [['Ben', ben.id], 'DIRECT', null, 'Ben']])
  expect(await places(ben)).toEqual([left, [['Ben', ben.id], 'DIRECT', null, 'Ada']])
  const alone = searchAnswer.parse((await call(ada, { q: 'quokka', in: id })).body).items
  expect(alone.map(({ conversation }) => conversation.other?.id)).toEqual([ben.id])
})

describe('nobody finds', () => {
  test('messages of conversations that they are not in, or have left', async () => {
    const { ada, id } = await openPair(relay)
    const [mallory, removed] = [await relay.person('Mallory'), await relay.person('Removed')]
    await relay.sql`
      insert into conversation_participants (conversation_id, user_id, left_at)
      values (${id}, ${removed.id}, now())`
    await post(ada, id, 'clandestine')
    for (const who of [mallory, removed]) {
      expect(await find(who, 'clandestine')).toEqual([])
      for (const scope of [id, crypto.randomUUID()]) {
        const { status, body } = await call(who, { q: 'clandestine', in: scope })
        expect([status, body.error.code]).toEqual([404, 'not_found'])
      }
    }
  })

  test('messages from before they joined', async () => {
    const { ada, id } = await openPair(relay)
    const late = await relay.person('Late')
    await post(ada, id, 'matter one')
    await relay.sql`
      insert into conversation_participants (conversation_id, user_id, joined_seq)
      values (${id}, ${late.id}, 1)`
    await post(ada, id, 'matter two')
    for (const scope of [{}, { in: id }] as Record<string, string>[]) {
      expect(await find(late, 'matter', scope)).toEqual(['matter two'])
    }
  })
})

test.each<Record<string, string>>([
  { q: '' },
  { q: '   ' },
  { q: 'a\0b' },
  { q: 'x'.repeat(201) },
  { q: 'plan', in: 'here' },
  { q: 'plan', from: 'Ada' },
  { q: 'plan', before: 'yesterday' },
  { q: 'plan', before: '2026-02-30' },
  { q: 'plan', before: '0000-01-01' },
  { q: 'plan', on: '9999-12-31' },
  { q: 'plan', after: '2026-1-1' },
  { q: 'plan', has: 'love' },
  { q: ' ', from: '00000000-0000-4000-8000-000000000000' },
  { q: 'plan', cursor: 'x' },
  { q: 'plan', cursor: Buffer.from('[1e400,"x"]').toString('base64url') },
])('%j is refused', async (query) => {
  const { body } = await call(await relay.person(), query)
  expect(body.error.code).toBe('invalid_request')
})
