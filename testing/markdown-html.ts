import type { Block, Inline } from '../wire/text/nodes.ts'

/** Blocks as the HTML that specifications of Markdown publish for their examples. */
const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
const inTag = (tag: string, inside: string, attributes = '') =>
  `<${tag}${attributes}>${inside}</${tag}>`

function inline(piece: Inline): string {
  if (piece.kind === 'code') return inTag('code', escaped(piece.text))
  if (!('children' in piece)) return escaped(piece.text)
  const inside = piece.children.map(inline).join('')
  if (piece.kind === 'link') return inTag('a', inside, ` href="${escaped(piece.href)}"`)
  return inTag(piece.kind === 'strike' ? 'del' : piece.kind, inside)
}

export function html(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.children.map(inline).join('') + ' '
    case 'heading':
      return inTag(`h${block.level}`, block.children.map(inline).join(''))
    case 'code': {
      const language = block.language === null ? '' : ` class="language-${escaped(block.language)}"`
      return inTag('pre', inTag('code', `${escaped(block.text)} `, language))
    }
    case 'quote':
      return inTag('blockquote', block.blocks.map(html).join(''))
    case 'list': {
      const first = block.items[0]?.number ?? 1
      const items = block.items.map(({ checked, blocks }) =>
        inTag('li', box(checked) + blocks.map(html).join('')),
      )
      const start = first === 1 ? '' : ` start="${first}"`
      return inTag(block.ordered ? 'ol' : 'ul', items.join(''), start)
    }
    case 'table':
      return table(block)
  }
}

const box = (checked: boolean | null) =>
  checked === null ? '' : `<input ${checked ? 'checked="" ' : ''}disabled="" type="checkbox"> `

function table({ alignments, rows: [head = [], ...rows] }: Extract<Block, { kind: 'table' }>) {
  const row = (cells: readonly Inline[][], tag: 'th' | 'td') =>
    inTag(
      'tr',
      alignments
        .map((side, n) =>
          inTag(tag, (cells[n] ?? []).map(inline).join(''), side ? ` align="${side}"` : ''),
        )
        .join(''),
    )
  const body = rows.length === 0 ? '' : inTag('tbody', rows.map((one) => row(one, 'td')).join(''))
  return inTag('table', inTag('thead', row(head, 'th')) + body)
}

/** A page without paragraphs, titles of links, and blanks that no browser shows. */
export const comparable = (page: string) =>
  page
    .replace(/<p>|<\/p>/g, ' ')
    .replace(/ title="[^"]*"/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?(<\/?(?:li|ul|ol|blockquote|pre|h\d|table|thead|tbody|tr|th|td)[^>]*>) ?/g, '$1')
    .trim()
