import { median, short, table } from '../figures.ts'
import type { Line } from '../rounds.ts'
import type { Size } from './size.ts'

/** What a database holds, and what it took. */
export interface Made {
  title: string
  size: Size
  messages: number
  gigabytes: number
  /** How long it took to fill. */
  seconds: number
}

export interface Circumstances {
  date: string
  cores: number
  gigabytes: number
  load: number
  node: string
  postgres: string
  rounds: number
}

/** The issue allows a request so many times of what it takes in the empty database. */
const TARGET = 1.2
const TARGETS: Record<string, number> = { 'the list': 3, 'the list: unread': 3 }

/**
 * The results as Markdown. The first database is empty, and the last is the one that is judged. The empty one has
 * nothing to answer, so one between them has the same answers without the history.
 */
export function historyReport(
  made: readonly Made[],
  lines: readonly Line[],
  at: Circumstances,
): string {
  const titles = made.map(({ title }) => title)
  const [empty, few, last] = [titles[0]!, titles[1]!, titles.at(-1)!]
  const rows = lines.map(({ name, milliseconds }) => {
    const times = titles.map((title) => milliseconds[title]!)
    const to = (title: string) => (milliseconds[last]! / milliseconds[title]!).toFixed(2)
    const target = TARGETS[name] ?? TARGET
    const verdict = Number(to(empty)) <= target ? 'holds' : 'missed'
    return [name, ...times.map(short), to(empty), target.toFixed(1), verdict, to(few)]
  })
  const holding = rows.filter((cells) => cells.at(-2) === 'holds').length
  const toFew = median(rows.map((cells) => Number(cells.at(-1))))
  const head = ['request', ...titles, `${last} ÷ ${empty}`, 'target', '', `${last} ÷ ${few}`]
  return `# What a person waits for beside ${last} messages

\`npm run bench:history\` measured this on ${at.date}. [Where the time goes](../../docs/decisions/069-targets-that-are-missed.md#history-12--an-empty-database-the-list-3-).

- Machine: ${at.cores} cores, ${at.gigabytes} GB of memory. The load average was ${at.load.toFixed(1)} at the start of the rounds.
- Software: Node ${at.node}, PostgreSQL ${at.postgres} with its default settings and without fsync.
- The times are milliseconds, medians of ${at.rounds} interleaved rounds, with the work of the relay and its round trips to the database, and without HTTP.
- Rows lie in the order of time, as in an installation: the messages of one conversation are on many pages.
${made.map((one) => `- ${told(one)}`).join('\n')}

${table(head, rows)}

${holding} of ${rows.length} requests hold the target. In the middle, a request takes ${toFew.toFixed(2)} times what it takes beside ${few} messages.
`
}

function told({ title, size, messages, gigabytes, seconds }: Made): string {
  const number = (value: number) => value.toLocaleString('en')
  return (
    `${title}: ${number(messages)} messages of two years in ${number(size.conversations + size.others)} conversations of ` +
    `${number(size.people)} people. The asker is in ${number(size.conversations)} of them. The longest has ` +
    `${number(size.length)} messages, and the largest ${number(size.room)} people. ` +
    `${gigabytes.toFixed(1)} GB, made in ${seconds.toFixed(0)} s.`
  )
}
