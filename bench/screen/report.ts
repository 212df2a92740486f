import { cpus, loadavg, totalmem } from 'node:os'
import { CLICK_ROUNDS, type Clicks } from './click-rounds.ts'
import { clicksOf, framesOf, type FrameFigures } from './figures.ts'
import { FRAME_ROUNDS, FRAME_SECONDS, situations, type Frames } from './frame-rounds.ts'
import { MESSAGES_PER_MINUTE } from './memory-runs.ts'
import type { Sample } from './memory.ts'
import type { Recording } from './probe.ts'

export interface Findings {
  browser: string
  frames: Frames
  clicks: Clicks
  arrived: Sample[]
  scrolled: Sample[]
}

const count = (value: number) => value.toLocaleString('en')
const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`
const table = (heads: string[], rows: string[]) =>
  [row(...heads), row(...heads.map((_, n) => (n === 0 ? '---' : '---:'))), ...rows].join('\n')

const names: Record<keyof Frames, string> = {
  idle: 'idle',
  arriving: '1,000 messages a minute arriving',
  scrolled: 'scrolled back through its history',
}

function framesTable(frames: Frames): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  const line = (name: string, of: FrameFigures, beside: FrameFigures) =>
    row(
      name,
      of.perSecond.toFixed(1),
      (of.perSecond / beside.perSecond).toFixed(2),
      percent(of.over20),
      percent(of.over33),
      of.longest.toFixed(0),
      of.longTasks,
    )
  const side = (situation: keyof Frames, which: 'plain' | 'parley') =>
    framesOf(frames[situation].map((round): Recording => round[which]))
  const lines = situations.map((situation) =>
    line(
      `the conversation, ${names[situation]}`,
      side(situation, 'parley'),
      side(situation, 'plain'),
    ),
  )
  const plain = (['idle', 'scrolled'] as const).map((situation) =>
    line(`a plain page, ${situation}`, side(situation, 'plain'), side(situation, 'plain')),
  )
  const heads = ['', 'frames/s', 'of the plain page', '> 20 ms', '> 33 ms']
  return table([...heads, 'longest, ms', 'long tasks'], [...plain, ...lines])
}

export function clicksTable({ conversation, plain }: Clicks): string {
  const [ours, theirs] = [clicksOf(conversation), clicksOf(plain)]
  const line = (name: string, of: typeof ours) =>
    row(name, of.frames, of.most, of.painted.toFixed(0), (of.painted / theirs.painted).toFixed(1))
  const heads = ['from a click', 'frames, median', 'frames, most', 'ms until painted', 'ratio']
  return table(heads, [
    line('on fifty lines of a plain page', theirs),
    line('on a conversation that was open before', ours),
  ])
}

function memoryTable(samples: readonly Sample[]): string {
  const lines = samples.map(({ messages, heap, nodes, listeners, rows, stored }) =>
    row(
      count(messages),
      (heap / 1e6).toFixed(1),
      count(nodes),
      count(listeners),
      rows,
      (stored / 1000).toFixed(0),
    ),
  )
  const heads = ['messages', 'heap, MB', 'DOM nodes', 'listeners', 'rows', 'IndexedDB, kB']
  return table(heads, lines)
}

/** The growth between the first thousand messages, after which the cache is full, and the last. */
function growth(samples: readonly Sample[]): string {
  const [, first] = samples
  const last = samples.at(-1)
  if (first === undefined || last === undefined) return 'nothing was measured'
  const bytes = (last.heap - first.heap) / (last.messages - first.messages)
  return `${((last.heap / first.heap) * 100).toFixed(0)} % of the heap after the first thousand (${bytes.toFixed(0)} bytes a message)`
}

/** The report as Markdown. It describes the machine without naming it. */
export function report({ browser, frames, clicks, arrived, scrolled }: Findings): string {
  const node = process.versions.node.split('.')[0]
  const chromium = browser.split('.')[0]
  const load = loadavg()[0]?.toFixed(1)
  return `# What the screen does with ten thousand messages

\`npm run bench:timeline\` measured this on ${new Date().toISOString().slice(0, 10)}.

- Machine: ${cpus().length} cores, ${(totalmem() / 1e9).toFixed(0)} GB of memory. The load average at the end was ${load}.
- Software: Node ${node} and Chromium ${chromium}, without a screen or a graphics card. The processor does all drawing. The relay, PostgreSQL and the writer use the same processor.
- Parley runs as with \`npm start\`. Its built page is 1280 × 800. Another person writes over a real socket.

An absolute figure means little on another machine. So each figure stands beside that of a plain page, taken in the same browser in the same minute. The plain page is 2,000 paragraphs in a scrolling box.

## Frames

Medians of ${FRAME_ROUNDS} interleaved rounds of ${FRAME_SECONDS} s. The longest frame and the long tasks (50 ms and more) are of all rounds. The wheel turns 6,000 pixels a second.

${framesTable(frames)}

## A conversation that was open before

A click on the conversation in the list, ${CLICK_ROUNDS} times. The table counts animation frames until its messages are in the document, and milliseconds until they are painted.

${clicksTable(clicks)}

## Memory while messages arrive

${count(arrived.at(-1)?.messages ?? 0)} messages arrive at the end of the open conversation, ${count(MESSAGES_PER_MINUTE)} a minute. Its reader looks on. The figures are taken after a garbage collection. At the end: ${growth(arrived)}.

${memoryTable(arrived)}

## Memory while the history is scrolled through

The wheel turns from the end to the first message and back. At the end: ${growth(scrolled)}.

${memoryTable(scrolled)}
`
}
