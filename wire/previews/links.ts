import type { Block, Inline } from '../text/nodes.ts'
import { readDrawn, readText } from '../text/read.ts'

/** The longest address of which there is a preview. */
const MAX_ADDRESS_LENGTH = 2_000

/**
 * The web addresses that a body is drawn with, in their order, each once and as the URL parser writes it.
 * @param names the names that the body mentions people by, when the relay has found them
 */
export function linksOf(body: string, names?: Iterable<string>): string[] {
  const links = new Set<string>()
  for (const href of (names ? readDrawn(body, names) : readText(body)).flatMap(hrefsOfBlock)) {
    const url = new URL(href)
    url.hash = ''
    if (/^https?:$/.test(url.protocol) && url.href.length <= MAX_ADDRESS_LENGTH) links.add(url.href)
  }
  return [...links]
}

function hrefsOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'code':
      return []
    case 'quote':
      return block.blocks.flatMap(hrefsOfBlock)
    case 'list':
      return block.items.flatMap(({ blocks }) => blocks.flatMap(hrefsOfBlock))
    case 'table':
      return block.rows.flat(2).flatMap(hrefsOf)
    case 'text':
    case 'heading':
      return block.children.flatMap(hrefsOf)
  }
}

function hrefsOf(inline: Inline): string[] {
  if (inline.kind === 'link') return [inline.href]
  return 'children' in inline ? inline.children.flatMap(hrefsOf) : []
}
