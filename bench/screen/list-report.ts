import { cpus, loadavg } from 'node:os'
import { CLICK_ROUNDS, type Clicks } from './click-rounds.ts'
import { framesOf } from './figures.ts'
import type { Sample } from './memory.ts'
import type { Recording } from './probe.ts'
import { clicksTable } from './report.ts'

interface Beside {
  plain: Recording
  parley: Recording
}

export interface ListFindings {
  browser: string
  /** After the first page of the list, after all conversations are loaded, and after all messages have come. */
  before: Sample
  after: Sample
  arrived: Sample
  /** The rows in the document after that. */
  rows: number
  /** In `arriving` no conversation is open, in `open` one of the two that get messages. */
  frames: { scrolled: Beside[]; arriving: Beside[]; open: Beside[] }
  clicks: Clicks
}

interface Method {
  conversations: number
  rounds: number
  seconds: number
}

const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`

function frames(name: string, recordings: readonly Recording[]): string {
  const { perSecond, over20, over33, longest, longTasks } = framesOf(recordings)
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  const shares = [percent(over20), percent(over33)]
  return row(name, perSecond.toFixed(1), ...shares, longest.toFixed(0), longTasks)
}

/** The report as Markdown. It describes the machine without naming it. */
export function listReport(
  found: ListFindings,
  { conversations, rounds, seconds }: Method,
): string {
  const { before, after, arrived, rows } = found
  const all = conversations.toLocaleString('en')
  const memory = (name: string, { heap, nodes }: Sample) =>
    row(name, (heap / 1e6).toFixed(1), nodes.toLocaleString('en'))
  return `# What the page does with ${all} conversations

\`npm run bench:page\` measured this on ${new Date().toISOString().slice(0, 10)}.

- Machine: ${cpus().length} cores. The load average at the end was ${loadavg()[0]?.toFixed(1)}.
- Software: Node ${process.versions.node.split('.')[0]} and Chromium ${found.browser.split('.')[0]}, without a screen or a graphics card. The processor does all drawing. The relay, PostgreSQL and the writer use the same processor.
- The person loads the list page by page until all ${all} conversations are there. The wheel then turns 6,000 pixels a second over the list. A plain page of 2,000 paragraphs is scrolled in the same browser in the same minute.
- 1,000 messages a minute arrive, in turn in two conversations, so that each moves a row of the list. First neither is open, then one is. The last row is measured after the others, so the plain page of the same run is a few seconds older.

## Frames

Medians of ${rounds} interleaved rounds of ${seconds} s. The longest frame and the long tasks (50 ms and more) are of all rounds.

| | frames/s | > 20 ms | > 33 ms | longest, ms | long tasks |
| --- | ---: | ---: | ---: | ---: | ---: |
${frames(
  'a plain page, scrolled',
  found.frames.scrolled.map(({ plain }) => plain),
)}
${frames(
  `the list of ${all}, scrolled`,
  found.frames.scrolled.map(({ parley }) => parley),
)}
${frames(
  `the list of ${all}, messages arriving`,
  found.frames.arriving.map(({ parley }) => parley),
)}
${frames(
  `the list of ${all} and an open conversation, messages arriving`,
  found.frames.open.map(({ parley }) => parley),
)}

## A conversation that was open before

A click on the conversation in the list, ${CLICK_ROUNDS} times. The table counts animation frames until its messages are in the document, and milliseconds until they are painted.

${clicksTable(found.clicks)}

## Memory

After a garbage collection. At the end, ${rows} rows are in the document.

| | heap, MB | DOM nodes |
| --- | ---: | ---: |
${memory('the first page of the list', before)}
${memory(`all ${all}`, after)}
${memory(`all ${all}, and ${arrived.messages} messages in two conversations`, arrived)}
`
}
