interface Piece {
  kind: 'text' | 'code'
  text: string
}

interface Run {
  /** False if a backslash escapes the backticks. Inside code a backslash is an ordinary character. */
  opens: boolean
  start: number
  length: number
  /** The next run of the same length. */
  next: Run | null
}

/** Splits a text into code and other text. Code stands between two runs of backticks of the same length. */
export function codePiecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const run of runsOf(text)) {
    if (run.start < end || !run.opens || !run.next) continue
    const inside = run.start + run.length
    if (run.start > end) pieces.push({ kind: 'text', text: text.slice(end, run.start) })
    pieces.push({ kind: 'code', text: unpadded(text.slice(inside, run.next.start)) })
    end = run.next.start + run.length
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) })
  return pieces
}

function runsOf(text: string): Run[] {
  const last = new Map<number, Run>()
  return [...text.matchAll(/`+/gu)].map(({ 0: ticks, index }) => {
    const opens = slashesBefore(text, index) % 2 === 0
    const run: Run = { opens, start: index, length: ticks.length, next: null }
    const before = last.get(run.length)
    if (before) before.next = run
    last.set(run.length, run)
    return run
  })
}

function slashesBefore(text: string, end: number): number {
  let start = end
  while (text[start - 1] === '\\') start -= 1
  return end - start
}

/** One space at each side is removed, so that code can begin or end with a backtick. */
function unpadded(code: string): string {
  const padded = code.startsWith(' ') && code.endsWith(' ') && code.trim() !== ''
  return padded ? code.slice(1, -1) : code
}
