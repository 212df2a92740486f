import type { MarkdownIt, StateBlock } from 'markdown-it'
import type { Reading } from './inline-rules.ts'

type BlockRule = (state: StateBlock, start: number, end: number, silent: boolean) => boolean

/** Deeper quotes and lists stay plain text, so that no message makes a page of endless depth. */
const MAX_QUOTES = 3
const MAX_LISTS = 4
/** A table of more columns is none. A short message could ask for thousands of cells. */
const MAX_COLUMNS = 20

/** A paragraph ends where its block ends. A line without the sign of its quote or list is no part of it. */
const paragraph: BlockRule = (state, start, end) => {
  const terminators = state.md.block.ruler.getRules('paragraph') as BlockRule[]
  const { parentType } = state
  state.parentType = 'paragraph'
  let next = start + 1
  for (; next < end && !state.isEmpty(next); next += 1) {
    if (state.sCount[next]! < state.blkIndent) break
    if (terminators.some((ends) => ends(state, next, end, true))) break
  }
  const content = state.getLines(start, next, state.blkIndent, false).trimEnd()
  state.line = next
  state.push('paragraph_open', 'p', 1).map = [start, next]
  const inline = state.push('inline', '', 0)
  inline.content = content
  inline.children = []
  state.push('paragraph_close', 'p', -1)
  state.parentType = parentType
  return true
}

const lineAt = (state: StateBlock, line: number) =>
  state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line])

/** A quote needs a space after its sign: `>:(` is a face. */
const quoteOf =
  (library: BlockRule): BlockRule =>
  (state, start, end, silent) => {
    const reading = state.env as unknown as Reading
    if (reading.quotes >= MAX_QUOTES || !/^>(?:[ \t]|$)/.test(lineAt(state, start))) return false
    reading.quotes += 1
    try {
      return library(state, start, end, silent)
    } finally {
      reading.quotes -= 1
    }
  }

const listOf =
  (library: BlockRule): BlockRule =>
  (state, start, end, silent) => {
    const reading = state.env as unknown as Reading
    if (reading.lists >= MAX_LISTS) return false
    reading.lists += 1
    try {
      return library(state, start, end, silent)
    } finally {
      reading.lists -= 1
    }
  }

const tableOf =
  (library: BlockRule): BlockRule =>
  (state, start, end, silent) => {
    if (start + 1 >= end || lineAt(state, start).split('|').length > MAX_COLUMNS + 2) return false
    return library(state, start, end, silent)
  }

export function useBlockRules({ block }: MarkdownIt): void {
  const { ruler } = block
  const enabled = ['table', 'fence', 'blockquote', 'list', 'heading', 'paragraph']
  const libraryRule = (name: string) => {
    ruler.enableOnly([name])
    return (ruler.getRules('') as BlockRule[])[0]!
  }
  const [table, quote, list] = ['table', 'blockquote', 'list'].map(libraryRule)
  ruler.at('table', tableOf(table!), { alt: ['paragraph', 'reference'] })
  ruler.at('blockquote', quoteOf(quote!), { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
  ruler.at('list', listOf(list!), { alt: ['paragraph', 'reference', 'blockquote'] })
  ruler.at('paragraph', paragraph)
  ruler.enableOnly(enabled)
}
