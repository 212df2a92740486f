import type { MarkdownIt, StateInline } from 'markdown-it'
import { addressEnd, beginsAddress, hrefOf } from './address.ts'
import { characterAt, characterBefore, isJoining, isSpaceless } from './letters.ts'
import { isUsername, mentionsAt, type MentionOption } from './mention.ts'

/** What one reading of a body knows besides the body. */
export interface Reading {
  /** Names that usernames do not cover, such as display names. */
  readonly names: readonly string[]
  /** The names that the relay has found. Null: the first name that is possible is taken. */
  readonly known: ReadonlySet<string> | null
  /** Each place that may mention somebody. */
  readonly places: MentionOption[][]
  quotes: number
  lists: number
}

const SIGNS = new Set('\n!#$%&*+-:<=>@[\\]^_`{}~')
const MAY_BEGIN_ADDRESS = new Set('hHwWlL')

/** Ordinary letters. It stops where an address may begin, which the rule of the library does not. */
function text(state: StateInline, silent: boolean): boolean {
  const { src, posMax } = state
  let pos = state.pos
  while (pos < posMax) {
    const letter = src.charAt(pos)
    if (SIGNS.has(letter)) break
    if (pos > state.pos && MAY_BEGIN_ADDRESS.has(letter) && beginsAddress(src, pos)) break
    pos += 1
  }
  if (pos === state.pos || (MAY_BEGIN_ADDRESS.has(src.charAt(state.pos)) && isAddress(state)))
    return false
  if (!silent) state.pending += src.slice(state.pos, pos)
  state.pos = pos
  return true
}

const isAddress = ({ src, pos }: StateInline) => beginsAddress(src, pos)

/** An address without brackets around it. */
function address(state: StateInline, silent: boolean): boolean {
  if (!MAY_BEGIN_ADDRESS.has(state.src.charAt(state.pos)) || !isAddress(state)) return false
  const end = Math.max(addressEnd(state.src, state.pos, state.posMax), state.pos + 1)
  const shown = state.src.slice(state.pos, end)
  if (!silent) {
    const href = state.linkLevel > 0 ? null : hrefOf(shown)
    if (href === null) state.pending += shown
    else pushLink(state, href, shown)
  }
  state.pos = end
  return true
}

function pushLink(state: StateInline, href: string, shown: string): void {
  state.push('link_open', 'a', 1).attrs = [['href', href]]
  state.push('text', '', 0).content = shown
  state.push('link_close', 'a', -1)
}

const LOCAL_PART = /[a-z0-9._+-]/i
const LONGEST_LOCAL = 64
const DOMAIN = /[a-z0-9_-]+(?:\.(?!https?:)[a-z0-9_-]+)+/iy

/** An '@' mentions a person, or stands in an e-mail address. */
function at(state: StateInline, silent: boolean): boolean {
  if (state.src.charAt(state.pos) !== '@') return false
  if (silent || state.linkLevel > 0) return false
  return mention(state) || mail(state)
}

function mention(state: StateInline): boolean {
  const { names, known, places } = state.env as unknown as Reading
  const options = mentionsAt(state.src, state.pos, names).filter(
    ({ length }) => state.pos + length <= state.posMax,
  )
  if (options.length === 0) return false
  places.push(options)
  const option = known === null ? options[0] : options.find(({ name }) => known.has(name))
  if (option === undefined && mail(state)) return true
  const end = state.pos + Math.max(option?.length ?? 0, longestUsername(options))
  if (option !== undefined) {
    const token = state.push('mention', '', 0)
    token.content = state.src.slice(state.pos, state.pos + option.length)
    token.info = option.name
    state.pos += option.length
  }
  state.pending += state.src.slice(state.pos, end)
  state.pos = end
  return true
}

/**
 * What could be a username is read to its end, whoever is known. Otherwise `@pat_https://example.org/@ben` would mention
 * two people for the relay, and one for the page, which knows whom the relay has found.
 */
const longestUsername = (options: readonly MentionOption[]) =>
  options.find(({ name }) => isUsername(name))?.length ?? 0

function mail(state: StateInline): boolean {
  const { src, pos } = state
  const { local, tokens, rest } = localPart(state)
  DOMAIN.lastIndex = pos + 1
  const domain = DOMAIN.exec(src.slice(0, state.posMax))?.[0] ?? ''
  if (local === '' || domain === '' || /[_-]$/.test(domain)) return false
  dropTokens(state, tokens)
  state.pending = rest
  pushLink(state, `mailto:${local}@${domain}`, `${local}@${domain}`)
  state.pos += 1 + domain.length
  return true
}

/** What stands before the '@' of an e-mail address. An `_` in it has already been read as a sign of emphasis. */
function localPart({ pending, tokens }: StateInline) {
  let count = tokens.length
  let [rest, local] = splitLocal(pending)
  let found = { local: local.replace(/^[^a-z0-9]+/i, ''), tokens: count, rest }
  found.rest = pending.slice(0, pending.length - found.local.length)
  while (rest === '' && local.length < LONGEST_LOCAL && tokens[count - 1]?.type === 'text') {
    count -= 1
    const [before, tail] = splitLocal(tokens[count]!.content)
    rest = before
    local = tail + local
    if (/^[a-z0-9]/i.test(tail)) found = { local, tokens: count, rest }
  }
  return found
}

function splitLocal(text: string): [before: string, local: string] {
  let start = text.length
  while (start > 0 && LOCAL_PART.test(text.charAt(start - 1))) start -= 1
  return [text.slice(0, start), text.slice(start)]
}

/** Takes the last tokens back, with the emphasis that they might have begun. */
function dropTokens({ tokens, tokens_meta, delimiters }: StateInline, count: number): void {
  tokens.length = count
  tokens_meta.length = count
  while ((delimiters.at(-1)?.token ?? -1) >= count) delimiters.pop()
}

/** A line break stays, with the spaces around it: messages are written line by line. */
function newline(state: StateInline, silent: boolean): boolean {
  if (state.src.charAt(state.pos) !== '\n') return false
  if (!silent) state.pending += '\n'
  state.pos += 1
  return true
}

const BLANK = /^[\s\p{Z}]?$/u
const PUNCTUATION = /[\p{P}\p{S}]/u

/**
 * Where a run of `*`, `_` or `~` may open and close, by the rules of CommonMark, but for three things. Letters of
 * scripts without spaces need no space around emphasis, and neither does code. A single `*` inside a word is a sign of
 * multiplication.
 */
function scanDelims(this: StateInline, start: number, canSplitWord: boolean) {
  const { src, posMax } = this
  const sign = src.charAt(start)
  let end = start
  while (end < posMax && src.charAt(end) === sign) end += 1
  const before = start === 0 ? '' : characterBefore(src, start)
  const after = end < posMax ? characterAt(src, end) : ''
  const breaks = (letter: string) => letter !== '`' && PUNCTUATION.test(letter)
  const isSingle = sign === '*' && end - start === 1
  const splits = canSplitWord && !(isSingle && isJoining(before) && isJoining(after))
  const free = (letter: string) =>
    BLANK.test(letter) || PUNCTUATION.test(letter) || isSpaceless(letter)
  // As in GFM, three tildes strike nothing. One is a tilde: people write it for "about".
  if (sign === '~' && end - start !== 2)
    return { can_open: false, can_close: false, length: end - start }
  const left = !BLANK.test(after) && (!breaks(after) || free(before))
  const right = !BLANK.test(before) && (!breaks(before) || free(after))
  return {
    can_open: left && (splits || !right || PUNCTUATION.test(before) || isSpaceless(before)),
    can_close: right && (splits || !left || PUNCTUATION.test(after) || isSpaceless(after)),
    length: end - start,
  }
}

export function useInlineRules({ inline }: MarkdownIt): void {
  inline.State = class extends inline.State {
    override scanDelims = scanDelims
  }
  inline.ruler.at('text', text)
  inline.ruler.at('newline', newline)
  inline.ruler.before('newline', 'address', address)
  inline.ruler.push('at', at)
}
