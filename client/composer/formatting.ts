export const FORMATS = ['bold', 'italic', 'strike', 'code', 'link', 'quote', 'list'] as const
export type Format = (typeof FORMATS)[number]

/** What takes the place of a range of the body, and what is selected afterwards. */
export interface Edit {
  from: number
  to: number
  inserted: string
  select: readonly [number, number]
}

const around = { bold: '**', italic: '_', strike: '~~', code: '`' } as const
const inFront = { quote: '> ', list: '- ' } as const
const FENCE = '```'
/** The address that a new link begins with. It is selected, so that the next key replaces it. */
const ADDRESS = 'https://'

/**
 * Adds a format to the selection, or takes it away where it is. Without a selection the caret stands between the signs of
 * the format.
 */
export function editWith(format: Format, body: string, from: number, to: number): Edit {
  const selected = body.slice(from, to)
  if (format === 'link') return linkOf(selected, from, to)
  if (format === 'quote' || format === 'list') return linesWith(inFront[format], body, from, to)
  if (format === 'code' && selected.includes('\n')) return fenceOf(body, from, to)
  const sign = around[format]
  const { length } = sign
  const isInside = selected.length >= 2 * length && isMarked(selected, sign)
  if (isInside) {
    const bare = selected.slice(length, -length)
    return { from, to, inserted: bare, select: [from, from + bare.length] }
  }
  const isOutside = isMarked(body.slice(Math.max(0, from - length), to + length), sign)
  if (from >= length && isOutside && !isLonger(body, from, to, sign)) {
    const start = from - length
    return {
      from: start,
      to: to + length,
      inserted: selected,
      select: [start, start + selected.length],
    }
  }
  // Spaces at the ends stay outside: a sign next to a space formats nothing.
  const [, before = '', bare = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(selected) ?? []
  const start = from + before.length + length
  return {
    from,
    to,
    inserted: `${before}${sign}${bare}${sign}${after}`,
    select: [start, start + bare.length],
  }
}

const isMarked = (text: string, sign: string) =>
  text.length >= 2 * sign.length && text.startsWith(sign) && text.endsWith(sign)

/** The signs around the selection are part of a longer row of the same sign, as "_" in "__". */
const isLonger = (body: string, from: number, to: number, sign: string) =>
  sign.length === 1 && body[from - 2] === sign && body[to + 1] === sign

function linkOf(selected: string, from: number, to: number): Edit {
  const isAddress = /^https?:\/\/\S+$/i.test(selected)
  if (isAddress) return { from, to, inserted: `[](${selected})`, select: [from + 1, from + 1] }
  const start = from + selected.length + 3
  const inserted = `[${selected}](${ADDRESS})`
  const place = selected === '' ? from + 1 : start + ADDRESS.length
  return { from, to, inserted, select: [place, place] }
}

function fenceOf(body: string, from: number, to: number): Edit {
  const before = from > 0 && body[from - 1] !== '\n' ? '\n' : ''
  const after = to < body.length && body[to] !== '\n' ? '\n' : ''
  const start = from + before.length + FENCE.length + 1
  return {
    from,
    to,
    inserted: `${before}${FENCE}\n${body.slice(from, to)}\n${FENCE}${after}`,
    select: [start, start + to - from],
  }
}

/** Puts a sign in front of every selected line, or takes it away where all lines have it. */
function linesWith(sign: string, body: string, from: number, to: number): Edit {
  const start = body.lastIndexOf('\n', from - 1) + 1
  const end = body.indexOf('\n', to)
  const stop = end === -1 ? body.length : end
  const lines = body.slice(start, stop).split('\n')
  const all = lines.every((line) => line.startsWith(sign))
  const next = lines.map((line) => (all ? line.slice(sign.length) : sign + line))
  const inserted = next.join('\n')
  const place = start + inserted.length
  return { from: start, to: stop, inserted, select: [from === to ? place : start, place] }
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

const plain = new Map<string, Format>([
  ['b', 'bold'],
  ['i', 'italic'],
  ['e', 'code'],
])
const shifted = new Map<string, Format>([
  ['x', 'strike'],
  ['u', 'link'],
])

/** The format that a key means: Ctrl or Cmd with the letter that other editors use. */
export function formatOfKey({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): Format | null {
  if (ctrlKey === metaKey || altKey) return null
  return (shiftKey ? shifted : plain).get(key.toLowerCase()) ?? null
}
