import type { Block } from '../../wire/text/nodes.ts'

type Heading = Extract<Block, { kind: 'heading' }>

/** The page has two levels of its own. */
const LEVEL_OF_PAGE = 2

/**
 * The level of each heading of a body, for screen readers. It never jumps over a level, whatever the writer typed: `###`
 * as the first heading is a third level, as `#` is.
 */
export function headingLevels(blocks: readonly Block[]): ReadonlyMap<Heading, number> {
  const levels = new Map<Heading, number>()
  let last = LEVEL_OF_PAGE
  for (const heading of blocks.flatMap(headingsIn)) {
    last = Math.min(heading.level + LEVEL_OF_PAGE, last + 1, 6)
    levels.set(heading, last)
  }
  return levels
}

function headingsIn(block: Block): Heading[] {
  if (block.kind === 'heading') return [block]
  if (block.kind === 'quote') return block.blocks.flatMap(headingsIn)
  if (block.kind === 'list') return block.items.flatMap(({ blocks }) => blocks.flatMap(headingsIn))
  return []
}
