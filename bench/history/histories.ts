import type postgres from 'postgres'
import { indexedTerms } from '../../server/search/searched-text.ts'
import { TERMS_VERSION } from '../../wire/words/words.ts'

/**
 * A word in every tenth message, a word in every tenth message of a few weeks a year ago, and a word in every
 * hundred-thousandth message. All other words are as unevenly distributed as in a language.
 */
export const COMMON = 'hello'
export const PAST = 'carnival'
export const RARE = 'xylophone'

const PHRASES = 20_000

export interface Histories {
  authors: { userId: string; people: readonly string[] }
  /** The number of conversations of the person who asks. */
  conversations: number
  /** How many statements run at once. */
  lanes: number
}

/** The messages of `bench.rooms` and their entries of the search, as the relay makes them. */
export async function insertHistories(sql: postgres.Sql, histories: Histories): Promise<void> {
  const { lanes } = histories
  await makeTexts(sql)
  const each = (work: (tx: postgres.TransactionSql, lane: number) => Promise<unknown>) =>
    Promise.all(
      Array.from({ length: lanes }, (_, lane) =>
        sql.begin(async (tx) => {
          // The rows are right by their making: no reference is checked, and no trigger runs.
          await tx`set local session_replication_role = replica`
          await work(tx, lane)
        }),
      ),
    )
  await each((tx, lane) => insertMessages(tx, histories, lane))
  await each((tx, lane) => insertEntries(tx, lanes, lane))
  await sql`update private.search_reindexing set terms_version = ${TERMS_VERSION}, finished_at = now()`
}

const phrase = `
  (select string_agg(translate(floor(20000 * power(random(), 3))::int::text, '0123456789', 'aeioubdgln'), ' ')
    from generate_series(1, 6 + n % 8))`

/**
 * The texts are made once and used again, because making one and cutting it into terms takes longer than storing it. A
 * message has the text of its number, with the word that some messages of this number have.
 */
async function makeTexts(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`create unlogged table bench.texts as
    select n, marked, concat_ws(' ', body, case
      when n % 10 = 3 then '${COMMON}' when marked and n % 10 = 5 then '${PAST}' when marked then '${RARE}'
    end) as body
    from (select n, ${phrase} as body from generate_series(0, ${PHRASES - 1}) n offset 0) phrases
    cross join (values (false), (true)) variant (marked)
    where not marked or n % 10 = 5 or n = 77`)
  const texts = await sql<{ body: string }[]>`select distinct body from bench.texts`
  const bodies = texts.map(({ body }) => body)
  const terms = bodies.map((body) => indexedTerms(body, [], { names: null, kinds: [] }).join(' '))
  await sql`create unlogged table bench.terms (body text primary key, terms text not null)`
  await sql`insert into bench.terms select * from unnest(${bodies}::text[], ${terms}::text[])`
  await sql`analyze bench.texts, bench.terms, bench.rooms`
}

/** In the order of time, as they lie in an installation: the messages of one conversation are on many pages. */
async function insertMessages(
  tx: postgres.TransactionSql,
  { authors: { userId, people }, conversations, lanes }: Histories,
  lane: number,
): Promise<void> {
  await tx`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body, created_at)
    select m.id, seq, seq, case when seq % 4 = 0 and k = 1 then ${userId}::uuid
        else (${people as string[]}::uuid[])[1 + (k * 3 + seq % 3) % among] end,
      gen_random_uuid(), texts.body, m.created_at
    from (
      select rooms.*, seq, messages_before + seq as n, now() - least(k, ${conversations}::int) * interval '1 minute'
        - (1 - seq::float / length) * interval '2 years' as created_at
      from bench.rooms, generate_series(1, length) seq
      where k % ${lanes}::int = ${lane}
      order by created_at
      offset 0
    ) m
    join bench.texts on texts.n = m.n % ${PHRASES}::int and texts.marked = (
      m.n % 100000 = 77 or (m.n % 10 = 5 and seq::float / length between 0.48 and 0.52)
    )`
}

/** The relay writes them behind each commit, with the terms after the sign of the week. Here nobody commits. */
async function insertEntries(
  tx: postgres.TransactionSql,
  lanes: number,
  lane: number,
): Promise<void> {
  await tx`
    insert into private.search_entries (id, conversation_id, sender_id, seq, created_at, terms, terms_version)
    select m.id, m.conversation_id, m.sender_id, m.seq, m.created_at,
      array_to_tsvector(string_to_array(week.sign || replace(made.terms, ' ', ' ' || week.sign), ' ')),
      ${TERMS_VERSION}
    from messages m join bench.terms made on made.body = m.body
    cross join lateral (select private.message_week(m.created_at) || '.' as sign) week
    where m.seq % ${lanes}::int = ${lane}`
}
