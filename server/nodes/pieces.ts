import { NODE_ID_BYTES, nodeIdOf } from './seal.ts'

/** A notice of PostgreSQL holds less than 8,000 bytes. */
const MAX_NOTICE = 7_900
const MAX_PIECES = 1_000

/** One batch as notices: the node, the number of the piece, how many there are, and a part of the batch in base64. */
export function split(batch: Buffer): string[] {
  const id = nodeIdOf(batch).toString('hex')
  const text = batch.toString('base64')
  const count = Math.ceil(text.length / MAX_NOTICE_TEXT)
  return Array.from({ length: count }, (_, at) =>
    [id, at, count, text.slice(at * MAX_NOTICE_TEXT, (at + 1) * MAX_NOTICE_TEXT)].join(' '),
  )
}
const MAX_NOTICE_TEXT = MAX_NOTICE - NODE_ID_BYTES * 2 - ' 999 999 '.length

/** Puts batches together again. The notices of one node come in order. A batch with a lost piece is lost. */
export function createPieces(onBatch: (batch: Buffer) => void): { take(notice: string): void } {
  const begun = new Map<string, string[]>()
  return {
    take(notice) {
      const [id = '', at, count, text = ''] = notice.split(' ')
      if (Number(count) === 1) return onBatch(Buffer.from(text, 'base64'))
      if (!(Number(count) <= MAX_PIECES)) return
      const pieces = at === '0' ? [] : begun.get(id)
      if (pieces === undefined || pieces.length !== Number(at)) return void begun.delete(id)
      pieces.push(text)
      begun.set(id, pieces)
      if (pieces.length < Number(count)) return
      begun.delete(id)
      onBatch(Buffer.from(pieces.join(''), 'base64'))
    },
  }
}
