import { median, short, table } from './figures.ts'
import type { Column, Figures } from './rows.ts'

/** All rounds of one peer. */
export interface Measured {
  title: string
  rounds: readonly Figures[]
}

export interface Circumstances {
  date: string
  cores: number
  node: string
  postgres: string
  load: number
  rounds: number
  seconds: number
}

const medianOf = ({ rounds }: Measured, { figure }: Column) =>
  median(rounds.map((figures) => figures[figure] ?? Number.NaN))

/** One table of medians, and one of the first peer in relation to each other peer. */
export function report(
  title: string,
  columns: readonly Column[],
  measured: readonly Measured[],
  circumstances: Circumstances,
): string {
  const heads = columns.map(({ head }) => head)
  const medians = measured.map((peer) => [
    peer.title,
    ...columns.map((column) => short(medianOf(peer, column))),
  ])
  const [own, ...others] = measured
  const ratios = others.map((other) => [
    `${own!.title} ÷ ${other.title}`,
    ...columns.map((column) => ratio(medianOf(own!, column), medianOf(other, column))),
  ])
  const parts = [`# ${title}`, told(circumstances), table(['', ...heads], medians)]
  if (ratios.length > 0) parts.push(table(['ratio', ...heads], ratios))
  return `${parts.join('\n\n')}\n`
}

/** "–" where one of them has no such figure. */
export const ratio = (own: number, other: number) =>
  other > 0 && Number.isFinite(own) ? `${(own / other).toFixed(2)} ×` : '–'

const told = (at: Circumstances) =>
  [
    `\`npm run bench\` measured this on ${at.date}. [How to read it](../README.md#how-it-measures).`,
    '',
    `- Machine: ${at.cores} cores. The load average was ${at.load.toFixed(1)} at the start.`,
    `- Software: Node ${at.node}, PostgreSQL ${at.postgres} with its default settings, durable.`,
    `- Medians of ${at.rounds} interleaved rounds of ${at.seconds} s a part.`,
  ].join('\n')
