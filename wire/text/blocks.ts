import { inlineOf } from './inline.ts'
import type { Inline } from './nodes.ts'

interface ListItem {
  /** The number as written, in an ordered list. */
  number: number | null
  depth: number
  children: Inline[]
}

export type Block =
  | { kind: 'text'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; ordered: boolean; items: ListItem[] }

const FENCE = /^ {0,3}```[\w+#.-]{0,20}\s*$/u
const QUOTE = /^ {0,3}>(?: |$)/u
const ITEM = /^( {0,12})(?:[-*•]|(\d{1,9})[.)]) +(?=\S)/u
/** A deeper quote stays plain text. */
const MAX_QUOTES = 3
const MAX_INDENT = 3

/** Parses the little of Markdown that people use in messages. Everything else is text, and line breaks stay. */
export function blocksOf(body: string): Block[] {
  return readLines(body.split('\n'), 0)
}

function readLines(lines: readonly string[], quotes: number): Block[] {
  const blocks: Block[] = []
  let text: string[] = []
  const flush = () => {
    const joined = text.join('\n').replace(/^\n+/u, '').trimEnd()
    if (joined !== '') blocks.push({ kind: 'text', children: inlineOf(joined) })
    text = []
  }
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? ''
    const kind = kindOf(line, quotes)
    if (kind === 'text') {
      text.push(line)
      at += 1
      continue
    }
    flush()
    let end = at + 1
    if (kind === 'code') {
      while (end < lines.length && !FENCE.test(lines[end] ?? '')) end += 1
      blocks.push({ kind, text: lines.slice(at + 1, end).join('\n') })
      at = end + 1
      continue
    }
    while (end < lines.length && kindOf(lines[end] ?? '', quotes) === kind) end += 1
    const inside = lines.slice(at, end)
    blocks.push(
      kind === 'quote'
        ? {
            kind,
            blocks: readLines(
              inside.map((own) => own.replace(QUOTE, '')),
              quotes + 1,
            ),
          }
        : { kind: 'list', ordered: kind === 'ordered', items: inside.map(itemOf) },
    )
    at = end
  }
  flush()
  return blocks
}

function kindOf(line: string, quotes: number): 'text' | 'code' | 'quote' | 'ordered' | 'bullets' {
  if (FENCE.test(line)) return 'code'
  if (quotes < MAX_QUOTES && QUOTE.test(line)) return 'quote'
  const item = ITEM.exec(line)
  if (!item) return 'text'
  return item[2] === undefined ? 'bullets' : 'ordered'
}

function itemOf(line: string): ListItem {
  const [sign = '', indent = '', number] = ITEM.exec(line) ?? []
  return {
    number: number === undefined ? null : Number(number),
    depth: Math.min(MAX_INDENT, indent.length >> 1),
    children: inlineOf(line.slice(sign.length)),
  }
}

/** The text without Markdown, on one line: for an accessible name, a quote or an announcement. */
export function plainText(body: string): string {
  return blocksOf(body).map(plainBlock).join(' ').replace(/\s+/gu, ' ').trim()
}

function plainBlock(block: Block): string {
  if (block.kind === 'code') return block.text
  if (block.kind === 'quote') return block.blocks.map(plainBlock).join(' ')
  if (block.kind === 'text') return plainInline(block.children)
  return block.items
    .map(
      ({ number, children }) => `${number === null ? '' : `${number}. `}${plainInline(children)}`,
    )
    .join(' ')
}

function plainInline(children: readonly Inline[]): string {
  return children
    .map((child) => ('children' in child ? plainInline(child.children) : child.text))
    .join('')
}
