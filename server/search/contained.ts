import type { Contained } from '../../wire/words/contained.ts'
import type { Block, Inline } from '../../wire/text/nodes.ts'

/** What a message has besides words. A link in code is no link, as in the timeline. */
export function containedIn(
  blocks: readonly Block[],
  fileKinds: readonly (string | null)[],
): Contained[] {
  const found = new Set<Contained>()
  for (const kind of fileKinds) {
    found.add(kind === 'voice' ? 'voice' : 'file')
    if (kind === 'picture') found.add('picture')
  }
  addFromBlocks(found, blocks)
  return [...found]
}

function addFromBlocks(found: Set<Contained>, blocks: readonly Block[]): void {
  for (const block of blocks) {
    if (block.kind === 'code') found.add('code')
    else if (block.kind === 'quote') addFromBlocks(found, block.blocks)
    else if (block.kind === 'list')
      for (const item of block.items) addFromBlocks(found, item.blocks)
    else if (block.kind === 'table') for (const cell of block.rows.flat()) addFromLine(found, cell)
    else addFromLine(found, block.children)
  }
}

function addFromLine(found: Set<Contained>, line: readonly Inline[]): void {
  for (const piece of line) {
    if (piece.kind === 'code' || piece.kind === 'link') found.add(piece.kind)
    if ('children' in piece) addFromLine(found, piece.children)
  }
}
