import type { Token } from 'markdown-it'
import { isMisleading } from './address.ts'
import { showsNothing } from './characters.ts'
import type { Alignment, Block, Emphasis, Inline, ListItem } from './nodes.ts'
import { plainBlocks, plainInline } from './plain.ts'

/** The tokens of one reading, read in order. */
interface Tokens {
  all: readonly Token[]
  at: number
  lines: readonly string[]
}

/** The blocks of a body. A block that would show nothing is shown as it was typed. */
export function treeOf(tokens: readonly Token[], body: string): Block[] {
  return blocksUntil({ all: tokens, at: 0, lines: body.split('\n') }, null, 0)
}

function blocksUntil(tokens: Tokens, close: string | null, depth: number): Block[] {
  const blocks: Block[] = []
  let end = 0
  for (;;) {
    const token = tokens.all[tokens.at]
    if (!token || token.type === close) break
    const [start, after] = token.map ?? [end, end]
    const block = blockOf(tokens, token, depth)
    const last = blocks.at(-1)
    if (depth === 0 && showsNothing(plainBlocks([block]))) {
      addText(
        blocks,
        [{ kind: 'text', text: tokens.lines.slice(start, after).join('\n').trimEnd() }],
        start - end,
      )
    } else if (block.kind === 'text' && last?.kind === 'text')
      addText(blocks, block.children, start - end)
    else blocks.push(block)
    end = after
  }
  tokens.at += 1
  return blocks
}

/** Paragraphs that follow each other are one text. The empty lines between them stay. */
function addText(blocks: Block[], children: Inline[], emptyLines: number): void {
  const last = blocks.at(-1)
  if (last?.kind !== 'text') blocks.push({ kind: 'text', children })
  else
    last.children = joined([
      ...last.children,
      { kind: 'text', text: '\n'.repeat(emptyLines + 1) },
      ...children,
    ])
}

function blockOf(tokens: Tokens, token: Token, depth: number): Block {
  tokens.at += 1
  switch (token.type) {
    case 'fence':
      return {
        kind: 'code',
        text: token.content.replace(/\n$/, ''),
        language: /^[\w+#.-]{1,20}/.exec(token.info.trim())?.[0].toLowerCase() ?? null,
      }
    case 'blockquote_open':
      return { kind: 'quote', blocks: blocksUntil(tokens, 'blockquote_close', depth + 1) }
    case 'bullet_list_open':
    case 'ordered_list_open':
      return listOf(tokens, token.type === 'ordered_list_open', depth)
    case 'table_open':
      return tableOf(tokens)
    default: {
      const children = inlinesOf(tokens.all[tokens.at]?.children ?? [])
      tokens.at += 2
      return token.type === 'heading_open'
        ? { kind: 'heading', level: Number(token.tag.slice(1)), children }
        : { kind: 'text', children }
    }
  }
}

function listOf(tokens: Tokens, ordered: boolean, depth: number): Block {
  const items: ListItem[] = []
  for (
    let token = tokens.all[tokens.at];
    token?.type === 'list_item_open';
    token = tokens.all[tokens.at]
  ) {
    tokens.at += 1
    const blocks = blocksUntil(tokens, 'list_item_close', depth + 1)
    items.push({ number: ordered ? Number(token.info) : null, checked: takeBox(blocks), blocks })
  }
  tokens.at += 1
  return { kind: 'list', ordered, items }
}

const BOX = /^\[([ xX])\][ \t]+/u

/** `[ ]` or `[x]` at the beginning of an item makes it a task. The box is removed from the text. */
function takeBox([first]: Block[]): boolean | null {
  if (first?.kind !== 'text') return null
  const [text, ...rest] = first.children
  if (text?.kind !== 'text') return null
  const [box, mark] = BOX.exec(text.text) ?? []
  // A box alone is no task: there is nothing to do.
  if (box === undefined || (box === text.text && rest.length === 0)) return null
  text.text = text.text.slice(box.length)
  return mark !== ' '
}

function tableOf(tokens: Tokens): Block {
  const rows: Inline[][][] = []
  const alignments: Alignment[] = []
  for (
    let token = tokens.all[tokens.at];
    token && token.type !== 'table_close';
    token = tokens.all[tokens.at]
  ) {
    tokens.at += 1
    if (token.type === 'tr_open') rows.push([])
    if (token.type === 'th_open') alignments.push(alignmentOf(token))
    if (token.type === 'inline') rows.at(-1)?.push(inlinesOf(token.children ?? []))
  }
  tokens.at += 1
  return { kind: 'table', alignments, rows: rows.map(withoutEmptyEnd) }
}

const alignmentOf = (token: Token): Alignment => {
  const [, side] = /text-align:(left|center|right)/.exec(String(token.attrGet('style') ?? '')) ?? []
  return (side as Alignment | undefined) ?? null
}

/** The library fills short rows with empty cells. A short message could make very many of them. */
function withoutEmptyEnd(row: Inline[][]): Inline[][] {
  return row.slice(0, row.findLastIndex((cell) => cell.length > 0) + 1)
}

const EMPHASES: Record<string, Emphasis> = { strong: 'strong', em: 'em', s: 'strike' }

interface Open {
  children: Inline[]
  node: Extract<Inline, { children: Inline[] }> | null
}

function inlinesOf(tokens: readonly Token[]): Inline[] {
  const root: Open = { children: [], node: null }
  const open = [root]
  for (const token of tokens) {
    const top = open.at(-1)!
    const emphasis = EMPHASES[token.tag]
    if (token.type === 'link_open') {
      open.push({
        children: [],
        node: { kind: 'link', href: String(token.attrGet('href')), children: [] },
      })
    } else if (emphasis !== undefined && token.nesting === 1) {
      // Emphasis inside the same emphasis looks the same. It is left out, which limits the depth of the tree.
      const isNew = !open.some(({ node }) => node?.kind === emphasis)
      open.push({ children: [], node: isNew ? { kind: emphasis, children: [] } : null })
    } else if (token.nesting === -1 && open.length > 1) {
      open.pop()
      const { node, children } = top
      const within = open.at(-1)!.children
      if (node === null) within.push(...children)
      else within.push(...closed(node, joined(children)))
    } else top.children.push(...leafOf(token))
  }
  return joined(root.children)
}

function closed(node: Extract<Inline, { children: Inline[] }>, children: Inline[]): Inline[] {
  if (node.kind !== 'link') return [{ ...node, children }]
  const label = plainInline(children)
  if (node.href === '')
    return [{ kind: 'text', text: '[' }, ...children, { kind: 'text', text: ']()' }]
  const isHonest = !showsNothing(label) && !isMisleading(label, node.href)
  return [{ ...node, children: isHonest ? children : [{ kind: 'text', text: node.href }] }]
}

function leafOf(token: Token): Inline[] {
  switch (token.type) {
    case 'code_inline':
      return [{ kind: 'code', text: token.content }]
    case 'mention':
      return [{ kind: 'mention', text: token.content, name: token.info }]
    case 'softbreak':
    case 'hardbreak':
      return [{ kind: 'text', text: '\n' }]
    default:
      return token.content === '' ? [] : [{ kind: 'text', text: token.content }]
  }
}

/** Texts that follow each other become one. */
function joined(nodes: readonly Inline[]): Inline[] {
  const result: Inline[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    if (node.kind === 'text' && last?.kind === 'text') last.text += node.text
    else result.push(node.kind === 'text' ? { ...node } : node)
  }
  return result
}
