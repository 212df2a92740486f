import type { Block, Inline } from '../../wire/text/nodes.ts'
import { scrollStop } from '../ui/later/scroll-stop.ts'
import { Inlines } from './Inlines.tsx'

const sides = { left: 'text-start', center: 'text-center', right: 'text-end' } as const

/** A wide table scrolls sideways. The Tab key reaches it, so that the arrow keys can scroll it. */
export function Table({ block }: { block: Extract<Block, { kind: 'table' }> }) {
  const [head = [], ...rows] = block.rows
  const cellsOf = (row: readonly Inline[][], Tag: 'th' | 'td') =>
    block.alignments.map((side, place) => (
      <Tag
        key={place}
        dir="auto"
        className={`border border-current/25 px-2 py-1 ${side ? sides[side] : 'text-start'}`}
      >
        <Inlines nodes={row[place] ?? []} />
      </Tag>
    ))
  return (
    <section ref={scrollStop} className="ring-inside my-1 max-w-full overflow-x-auto">
      <table className="border-collapse text-sm [overflow-wrap:normal]">
        <thead>
          <tr>{cellsOf(head, 'th')}</tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>{cellsOf(row, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
