import type { Block } from './nodes.ts'
import type { Reading } from './inline-rules.ts'
import { isUsername, type MentionOption } from './mention.ts'
import { parser } from './parser.ts'
import { treeOf } from './tree.ts'

/** A body without any of these is plain text, and most bodies are. Reading them costs nearly nothing. */
const MARKUP = /[\\`*_~[\]<>@#|]|:\/\/|www\.|localhost:|^[ \t]*(?:[-+]|\d{1,9}[.)])[ \t]/im

/** Whether a text may be shown in another way than it was written. */
export const hasMarkup = (body: string): boolean => MARKUP.test(body)

interface ReadOptions {
  /** Names besides usernames that an '@' may be followed by, such as display names. */
  names?: Iterable<string>
  /** Only these names are mentions. Without it, every '@name' is one. */
  known?: ReadonlySet<string> | null
}

/** Reads the text of a message. The relay and the page both call it, so they agree on what it says. */
export function readText(body: string, { names = [], known = null }: ReadOptions = {}): Block[] {
  return read(body, names, known).blocks
}

/** The blocks that the page draws. The relay has found whom these names mean, and no other name is a mention. */
export function readDrawn(body: string, names: Iterable<string>): Block[] {
  const known = new Set(names)
  return read(body, known, known).blocks
}

/** The places of a text that may mention somebody, each with the names that it may mean, the likeliest first. */
export function mentionPlaces(body: string, names: Iterable<string> = []): string[][] {
  if (!body.includes('@')) return []
  return read(body, names, null).places.map((options) => options.map(({ name }) => name))
}

function read(body: string, names: Iterable<string>, known: ReadonlySet<string> | null) {
  const places: MentionOption[][] = []
  if (!hasMarkup(body)) {
    const text = body.replace(/^(?:[ \t]*\n)+/u, '').trimEnd()
    const blocks: Block[] =
      text === '' ? [] : [{ kind: 'text', children: [{ kind: 'text', text }] }]
    return { blocks, places }
  }
  const reading: Reading = {
    names: [...names].filter((name) => !isUsername(name)),
    known,
    places,
    quotes: 0,
    lists: 0,
  }
  const tokens = parser.parse(body, reading as unknown as Record<string, unknown>)
  return { blocks: treeOf(tokens, body), places }
}
