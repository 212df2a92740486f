import type { Block, Inline } from './nodes.ts'

/** What a mention is called in plain text. Undefined: as it was typed. */
export type NameOf = (name: string) => string | undefined

export function plainBlocks(blocks: readonly Block[], nameOf?: NameOf): string {
  return blocks.map((block) => plainBlock(block, nameOf)).join(' ')
}

function plainBlock(block: Block, nameOf?: NameOf): string {
  switch (block.kind) {
    case 'code':
      return block.text
    case 'quote':
      return plainBlocks(block.blocks, nameOf)
    case 'list':
      return block.items
        .map(
          ({ number, blocks }) =>
            `${number === null ? '' : `${number}. `}${plainBlocks(blocks, nameOf)}`,
        )
        .join(' ')
    case 'table':
      return block.rows
        .flat()
        .map((cell) => plainInline(cell, nameOf))
        .join(' ')
    case 'text':
    case 'heading':
      return plainInline(block.children, nameOf)
  }
}

export function plainInline(children: readonly Inline[], nameOf?: NameOf): string {
  return children
    .map((child) => {
      if ('children' in child) return plainInline(child.children, nameOf)
      const name = child.kind === 'mention' ? nameOf?.(child.name) : undefined
      return name === undefined ? child.text : `@${name}`
    })
    .join('')
}
