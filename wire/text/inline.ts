import { codePiecesOf } from './code.ts'
import { hrefOf, segmentsOf } from './links.ts'
import { pairEmphasis, type Token } from './emphasis.ts'
import type { Emphasis, Inline } from './nodes.ts'

/** No character class contains the character that ends it, so that a scan never reads a letter twice. */
const LABELLED = /\\[!-/:-@[-`{-~]|\[((?:[^[\]\\\n]|\\[^\n])+)\]\((https?:\/\/[^\s()[\]<>"]+)\)/giu
const SIGN = /\\[!-/:-@[-`{-~]|\*+|_+|~+|@[a-z0-9][a-z0-9_.-]*/giu
/** A backslash makes the punctuation after it plain text. */
const ESCAPED = /\\([!-/:-@[-`{-~])/gu
const WORD = /[\p{L}\p{N}]/u
const EMPHASIS: Record<string, readonly Emphasis[]> = {
  '*': ['em'],
  _: ['em'],
  '**': ['strong'],
  '***': ['strong', 'em'],
  '~~': ['strike'],
}

/**
 * Parses one text for emphasis, code, addresses and mentions. Only paired signs of emphasis are removed;
 * every other letter stays. The result is values and not markup, so that nothing becomes HTML.
 */
export function inlineOf(text: string): Inline[] {
  const tokens: Token[] = []
  for (const piece of codePiecesOf(text)) {
    if (piece.kind === 'code') tokens.push({ kind: 'leaf', leaf: piece })
    else addLabelled(piece.text, tokens)
  }
  return pairEmphasis(tokens)
}

function addLabelled(text: string, tokens: Token[]): void {
  let end = 0
  for (const match of text.matchAll(LABELLED)) {
    const [whole, label = '', address = ''] = match
    const href = hrefOf(address)
    if (href === null) continue
    addBare(text.slice(end, match.index), tokens)
    tokens.push({ kind: 'leaf', leaf: { kind: 'link', text: label.replace(ESCAPED, '$1'), href } })
    end = match.index + whole.length
  }
  addBare(text.slice(end), tokens)
}

function addBare(text: string, tokens: Token[]): void {
  for (const segment of segmentsOf(text)) {
    if (segment.kind === 'link') tokens.push({ kind: 'leaf', leaf: segment })
    else addSigns(segment.text, tokens)
  }
}

function addSigns(text: string, tokens: Token[]): void {
  let end = 0
  const addText = (upTo: number) => {
    if (upTo > end)
      tokens.push({ kind: 'leaf', leaf: { kind: 'text', text: text.slice(end, upTo) } })
    end = upTo
  }
  for (const { 0: sign, index } of text.matchAll(SIGN)) {
    if (sign.startsWith('\\')) {
      addText(index)
      tokens.push({ kind: 'leaf', leaf: { kind: 'text', text: sign.slice(1) } })
      end += sign.length
      continue
    }
    const before = text.charAt(index - 1)
    const after = text.charAt(index + sign.length)
    if (sign.startsWith('@')) {
      const username = sign.slice(1).replace(/[._-]{1,3}$/u, '')
      if (WORD.test(before) || username.length < 2) continue
      addText(index)
      const leaf = {
        kind: 'mention',
        text: `@${username}`,
        username: username.toLowerCase(),
      } as const
      tokens.push({ kind: 'leaf', leaf })
      end += leaf.text.length
      continue
    }
    const emphases = EMPHASIS[sign]
    if (!emphases) continue
    // A single sign inside a word emphasizes nothing, as in 2*3*4 or snake_case_names.
    const single = sign.length === 1
    const opens = /\S/u.test(after) && !(single && WORD.test(before))
    const closes = /\S/u.test(before) && !(single && WORD.test(after))
    addText(index)
    end += sign.length
    for (const emphasis of closes && !opens ? emphases.toReversed() : emphases) {
      const own = emphases.length === 1 ? sign : emphasis === 'em' ? '*' : '**'
      tokens.push({ kind: 'emphasis', emphasis, sign: own, opens, closes })
    }
  }
  addText(text.length)
}
