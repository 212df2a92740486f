import fc from 'fast-check'
import { DomUtils, parseDocument } from 'htmlparser2'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import postgres from 'postgres'
import { conversation, participant } from '../client/testing/fixtures.ts'
import { peopleNamedIn } from '../client/composer/chosen-names.ts'
import { PeopleContext, type People } from '../client/conversation/context.ts'
import { en } from '../client/i18n/en.ts'
import { Body } from '../client/markup/Body.tsx'
import { useMentioned } from '../client/markup/mentioned.ts'
import { loadFormatted } from '../client/markup/reader.ts'
import { notificationText } from '../client/notifications/notification-text.ts'
import { writeMessages } from '../server/messages/store/write-messages.ts'
import { excerptOf } from '../server/search/excerpt.ts'
import { indexMessages } from '../server/search/index-messages.ts'
import { searchedText } from '../server/search/searched-text.ts'
import { messageDraft, type MentionedPerson } from '../wire/requests/messages.ts'
import type { Message } from '../wire/messages.ts'
import type { Person } from '../wire/people.ts'
import { linksOf } from '../wire/previews/links.ts'
import { cutText } from '../wire/text/cut.ts'
import { CONTAINED, containedTerm } from '../wire/words/contained.ts'
import { termsOf, typedTerms } from '../wire/words/words.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { newMessage } from './new-message.ts'
import { insertPeople } from './rows.ts'

const { getElementsByTagName, isTag, isText } = DomUtils
type AnyNode = ReturnType<typeof parseDocument>['children'][number]
type Element = Extract<AnyNode, { attribs: object }>

/**
 * What the relay stores of 10,000 texts, and what the page draws of them. Both sides run as they are: the composer
 * says whom it names, the relay stores and indexes the messages, and React draws the stored messages.
 */
const TEXTS = 10_000
const BATCH = 500
/** The same texts in each run. */
const SEED = 12

const WORDS = [
  ...[
    '@pat',
    '@pat.',
    '@Pat_',
    '@ben_b',
    '@ben',
    '@Anna Müller',
    '@gone',
    '@nobody',
    '@C *Star* _x_',
  ],
  ...[
    'plan',
    'naïve',
    '你好',
    'ครับ',
    'كتاب',
    '안녕',
    '12',
    'a',
    '👍🏽',
    '❤️',
    'ל',
    '1️⃣',
    'у',
    'x@e.org',
    '&amp;',
    '\u200b',
  ],
  ...[
    'https://e.org/a_(b)',
    'www.e.org',
    'http://[::1]:3000',
    'https://münchen.de/',
    'localhost:80',
    '«https://e.org/b»',
    'https://\u0430\u0440\u0440\u04cf\u0435.com',
  ],
]
const SIGNS = [
  ...[' ', ' ', ' ', '\n', '\n\n', '\t', '`', '``', '```\n', '```ts\n', '*', '**', '_', '__', '~~'],
  ...[
    '[',
    '](',
    '](https://e.org/b)',
    ')',
    '(',
    '<',
    '>',
    '> ',
    '- ',
    '1. ',
    '7) ',
    '# ',
    '- [ ] ',
  ],
  ...[
    '- [x] ',
    '|',
    ' | ',
    '\n|-|-|\n',
    '\\',
    '!',
    '，',
    '.',
    ',',
    "'",
    '"',
    ':',
    '@',
    '  \n',
    '&',
  ],
]
const text = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.constantFrom(...SIGNS)), {
    minLength: 1,
    maxLength: 20,
  })
  .map((pieces) => pieces.join(''))
const client_id = '00000000-0000-4000-8000-000000000000'
/** The bodies that the relay takes, as it takes them. */
const bodies = fc
  .sample(text, { numRuns: TEXTS * 1.1, seed: SEED })
  .flatMap((body) => messageDraft.safeParse({ client_id, body }).data?.body ?? [])
  .slice(0, TEXTS)

let database: TestDatabase
let sql: postgres.Sql
let people: People
let stored: Message[]
let pending: Drawn[]
let drawn: Drawn[]
/** The lines as they were typed: who is mentioned has no other name. */
let typed: string[]
let terms: ReadonlyMap<string, string>

beforeAll(async () => {
  database = await openTestDatabase()
  sql = postgres(database.superuserUrl, {
    max: 1,
    onnotice: () => undefined,
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  })
  const { id, sender, here } = await openGroup()
  people = peopleOf(here)
  const chosen = new Map([['Anna Müller', here[2]!.id]])
  const named = bodies.map((body) => peopleNamedIn(body, chosen, here))
  await loadFormatted()
  stored = []
  for (let start = 0; start < bodies.length; start += BATCH) {
    const outcomes = await writeMessages(
      sql,
      bodies
        .slice(start, start + BATCH)
        .map((body, n) => newMessage(id, sender, { body, mentions: named[start + n]! })),
    )
    for (const outcome of outcomes)
      if (outcome.kind === 'stored') stored.push(outcome.message)
      else throw new Error(`a message was ${outcome.kind}`)
  }
  await indexMessages(sql)
  const rows = await sql<{ id: string; words: string }[]>`
    select id, array_to_string(tsvector_to_array(terms), ' ') as words from private.search_entries`
  terms = new Map(rows.map(({ id, words }) => [id, words]))
  drawn = draw(stored.map(writtenOf))
  // Without an `@` there is nothing that only the composer knows.
  const unsent = bodies.flatMap((body, n) =>
    body.includes('@') ? [{ n, body, message: null, named: named[n]! }] : [],
  )
  const again = new Map(draw(unsent).map((one, place) => [unsent[place]!.n, one]))
  pending = drawn.map((one, n) => again.get(n) ?? one)
  const mentioning = stored.filter(({ mentions }) => mentions.length > 0)
  const strangers = draw(mentioning.map(writtenOf), { ...people, byId: new Map() })
  const lines = new Map(mentioning.map(({ id }, n) => [id, strangers[n]!.line]))
  typed = stored.map(({ id }, n) => lines.get(id) ?? drawn[n]!.line)
}, 120_000)
afterAll(async () => {
  await sql.end()
  await database.drop()
})

/** A group of the sender, three people who can be mentioned, and one who has left. */
async function openGroup() {
  const ids = await insertPeople(sql, 5)
  const names = [
    ['sender_s', 'Sender'],
    ['pat', 'Patricia'],
    ['anna_m', 'Anna Müller'],
    ['ben_b', 'C *Star* _x_'],
    ['gone', 'Gone'],
  ] as const
  for (const [n, [username, name]] of names.entries())
    await sql`update profiles set username = ${username}, display_name = ${name} where id = ${ids[n]!}`
  const [row] = await sql<{ id: string }[]>`
    insert into conversations (kind, title) values ('GROUP', 'texts') returning id`
  await sql`
    insert into conversation_participants (conversation_id, user_id, left_at)
    select ${row!.id}, one.id, case when one.id = ${ids[4]!} then now() end from unnest(${ids}::uuid[]) one (id)`
  const here = names.slice(0, 4).map(([username, display_name], n) => ({
    id: ids[n]!,
    username,
    display_name,
    avatar_url: null,
  }))
  return { id: row!.id, sender: ids[0]!, here }
}

const peopleOf = (here: readonly Person[]): People => ({
  conversationId: 'c1',
  me: here[0]!.id,
  actor: { userId: here[0]!.id, kind: 'GROUP', role: 'member' },
  mayWrite: true,
  group: true,
  byId: new Map(here.map((one) => [one.id, one])),
  byUsername: new Map(here.map((one) => [one.username, one])),
  participants: here,
  hasAllParticipants: true,
  nameOf: () => '',
  nameOfAuthor: () => '',
})

interface Written {
  body: string
  /** Null for a message that is not sent yet. */
  message: Message | null
  named: readonly MentionedPerson[]
}

const writtenOf = (message: Message): Written => ({ body: message.body, message, named: [] })

function Bubble({ body, message, named }: Written) {
  return createElement(
    'article',
    null,
    createElement(Body, { body, mentioned: useMentioned(message, named), tail: null }),
  )
}

/** What a reader sees of one message. */
interface Drawn {
  mentions: string[]
  links: string[]
  /** The text on one line. */
  line: string
}

function draw(written: readonly Written[], known = people): Drawn[] {
  const drawn: Drawn[] = []
  for (let start = 0; start < written.length; start += BATCH) {
    const batch = written.slice(start, start + BATCH)
    const bubbles = batch.map((one, key) => createElement(Bubble, { ...one, key }))
    const page = createElement(PeopleContext, { value: known }, bubbles)
    const articles = parseDocument(renderToStaticMarkup(page)).children.filter(isTag)
    drawn.push(...articles.map(readDrawn))
  }
  return drawn
}

function readDrawn(article: Element): Drawn {
  const mentions = getElementsByTagName('bdi', article).map(
    ({ attribs }) => attribs['data-person']!,
  )
  return {
    mentions: [...new Set(mentions)].toSorted(),
    links: getElementsByTagName('a', article).map(({ attribs }) => attribs['href']!),
    line: lineOf(article),
  }
}

const BLOCKS = new Set(['div', 'li', 'ul', 'ol', 'blockquote', 'table', 'tr', 'th', 'td', 'pre'])

/** The drawn text on one line, with the numbers of lists. The head of a block of code is no part of the text. */
function lineOf(article: Element): string {
  const read = (node: AnyNode): string => {
    if (isText(node)) return node.data
    if (!isTag(node) || node.attribs['data-code-head'] !== undefined) return ''
    const { value } = node.attribs
    const inside = node.children.map(read).join('')
    const numbered = node.name === 'li' && value !== undefined ? `${value}. ${inside}` : inside
    return BLOCKS.has(node.name) ? ` ${numbered} ` : numbered
  }
  return read(article).replace(/\s+/gu, ' ').trim()
}

/** The texts of which two sides do not say the same, each with both. */
const differing = <T>(one: (n: number) => T, other: (n: number) => T) =>
  stored.flatMap(({ body }, n) =>
    JSON.stringify(one(n)) === JSON.stringify(other(n))
      ? []
      : [{ body, one: one(n), other: other(n) }],
  )
const none: unknown[] = []
const fewOf = <T>(list: readonly T[]) => list.slice(0, 3)

describe(`of ${TEXTS} texts`, () => {
  test('many have what is compared', () => {
    expect(stored).toHaveLength(TEXTS)
    const having = (key: 'mentions' | 'links') => drawn.filter((one) => one[key].length > 0).length
    expect(having('mentions')).toBeGreaterThan(TEXTS / 10)
    expect(having('links')).toBeGreaterThan(TEXTS / 10)
  })

  test('the page marks exactly whom the relay notifies, before and after the sending', () => {
    const notified = (n: number) => [...new Set(stored[n]!.mentions)].toSorted()
    expect(fewOf(differing((n) => drawn[n]!.mentions, notified))).toEqual(none)
    expect(fewOf(differing((n) => pending[n]!.mentions, notified))).toEqual(none)
  })

  test('the page opens the links that the relay finds, and shows an unsent message alike', () => {
    const onTheWeb = (n: number) =>
      [...new Set(drawn[n]!.links.map(withoutHash))].filter((href) => href.startsWith('http'))
    expect(fewOf(differing(onTheWeb, (n) => linksOf(bodies[n]!)))).toEqual(none)
    const asDrawn = ({ links, line }: Drawn) => [...links, line]
    const sent = (n: number) => asDrawn(drawn[n]!)
    expect(fewOf(differing((n) => asDrawn(pending[n]!), sent))).toEqual(none)
  })

  test('the relay finds and excerpts what the page draws', () => {
    // What a message contains is a term too, and is not drawn as a word.
    const contained = CONTAINED.map(containedTerm)
    const found = (n: number) =>
      terms
        .get(stored[n]!.id)
        ?.split(' ')
        .map(withoutWeek)
        .filter((term) => !contained.includes(term))
        .toSorted() ?? []
    const shown = (n: number) => [...new Set(termsOf(typed[n]!))].toSorted()
    expect(fewOf(differing(found, shown))).toEqual(none)
    const excerpt = (text: string) => excerptOf(text, typedTerms('plan'))
    const told = (n: number) => excerpt(searchedText(bodies[n]!, null, stored[n]!.mention_names))
    expect(fewOf(differing(told, (n) => excerpt(typed[n]!)))).toEqual(none)
  })

  test('a notification says what the page draws', () => {
    const group = conversation({ kind: 'GROUP', title: 'texts', participants: [participant('p')] })
    const known = Object.fromEntries(people.byId)
    const told = (n: number) =>
      notificationText(
        { message: stored[n]!, conversation: group, mentionsMe: false },
        people.me,
        known,
        en,
      ).body
    expect(fewOf(differing(told, (n) => cutText(drawn[n]!.line, 140)))).toEqual(none)
  })
})

function withoutHash(href: string): string {
  const url = new URL(href)
  url.hash = ''
  return url.href
}

/** The index puts the week of the message before each term. */
const withoutWeek = (term: string) => term.replace(/^-?\d+\./, '')
